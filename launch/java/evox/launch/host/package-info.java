/** Processes that their launcher starts itself and stays with: here, through a remote shell, or by mpirun. */
package evox.launch.host;
