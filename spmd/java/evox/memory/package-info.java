/** Memory outside the Java heap, of any size, backed by large pages where the system has them. */
package evox.memory;
