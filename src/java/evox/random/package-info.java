/** Random numbers that are functions of where they are used, never "the next one". */
package evox.random;
