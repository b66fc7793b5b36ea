/** Arrays outside the heap, and the arithmetic whose bits are the same everywhere. */
package evox.array;
