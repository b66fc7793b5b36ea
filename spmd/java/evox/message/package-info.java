/** Messages between named processes: delivered once, in each sender's order, whatever becomes of the connections. */
package evox.message;
