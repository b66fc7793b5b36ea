/** Words as users write them. */
package evox.launch.word;
