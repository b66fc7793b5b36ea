/** The command line. */
package evox.launch;
