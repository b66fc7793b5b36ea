/** How children are made of parents: the operators of genetic algorithms on real coordinates. */
package evox.kernel.genetic;
