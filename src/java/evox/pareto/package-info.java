/** Points with several objectives, all to be minimised: which of them are worth more, and how they lie together. */
package evox.pareto;
