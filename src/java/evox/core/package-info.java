/** What the parts of an optimisation are to one another: algorithm, problem, monitor. */
package evox.core;
