/** How fast the toolkit is and how much memory it takes, against the machine's limits and against others. */
package evox.benchmark;
