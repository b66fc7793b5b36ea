/** Numbers that say how good a set of points with several objectives is, all objectives to be minimised. */
package evox.indicator;
