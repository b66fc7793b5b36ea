/**
 * Values as bytes and back, for messages between processes that run the same program.
 *
 * <p>What travels is null, a boxed primitive, a String, a {@link java.lang.foreign.MemorySegment}, an array, list or map
 * of what travels, and of the program's own classes an enum, a record of what travels, and a function: a lambda or method
 * reference of a serialisable interface that captures only what travels; what is {@link evox.codec.Portable} travels as a
 * record. It travels by value: lists, maps and segments arrive as copies that can't be changed, and what was one object
 * in two places arrives as two.
 *
 * <p>A class is the program's own if the class loader of the program or of this jar defined it, it is no part of the JDK,
 * and it has a name. Nothing else is ever initialised or instantiated for bytes that come in, whatever they say: the
 * class is looked up without initialising it and held to being an enum or a record first, a function to being written
 * down in the code of the class that it names. A length is believed only as far as there are bytes for it.
 */
package evox.codec;
