/** The bulk work: each kernel is defined in Java here and done faster, with the same bits, by the native module. */
package evox.kernel;
