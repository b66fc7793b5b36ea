/** The optimisers, each a short file: settings, state, and the paper they are from. */
package evox.algorithm;
