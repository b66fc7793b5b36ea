/** Dense linear algebra whose bits are defined: every sum runs in an order that is written down. */
package evox.kernel.linear;
