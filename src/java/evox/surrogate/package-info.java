/** Regression in the place of an expensive function, and what searches in it: Gaussian processes, L-BFGS. */
package evox.surrogate;
