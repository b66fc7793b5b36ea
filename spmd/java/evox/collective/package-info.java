/** Collectives over memory: what the ranks of a world do together, the same bits however the bytes move. */
package evox.collective;
