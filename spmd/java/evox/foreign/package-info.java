/** The way out of Java: the native module's functions and what the operating system alone can do. */
package evox.foreign;
