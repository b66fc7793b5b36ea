/**
 * Work shared out by a head: tasks, actors and values that all workers see, over threads of this process or over other
 * processes. What is computed does not depend on how many workers there are.
 */
package evox.pool;
