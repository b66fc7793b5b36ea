/** Slurm, through its own programs. */
package evox.launch.slurm;
