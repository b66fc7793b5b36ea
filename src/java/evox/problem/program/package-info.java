/**
 * Candidates evaluated by a program of others, which may itself need MPI: run once for each, or kept alive and asked.
 * A candidate that the program finds no value for is told from a program that failed.
 */
package evox.problem.program;
