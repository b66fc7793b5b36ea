/** The built-in problems, each equal to the values its authors published. */
package evox.problem;
