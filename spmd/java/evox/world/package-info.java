/** Who runs: the processes of a run, and the device of each. */
package evox.world;
