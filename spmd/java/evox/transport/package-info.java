/** The ways in which bytes move between ranks. */
package evox.transport;
