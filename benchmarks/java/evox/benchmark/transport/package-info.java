/** How fast bytes move between processes, beside plain C over MPI. */
package evox.benchmark.transport;
