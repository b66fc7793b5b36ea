package evox.core;

import evox.array.Matrix;

/**
 * A generation that has been evaluated, as monitors see it; its matrices, its state and its best candidate are
 * valid until the next one.
 *
 * @param number of generations so far, this one included: 1 for the first
 * @param evaluations candidates evaluated so far
 * @param candidates n x d; null unless a monitor needs them
 * @param fitness n x m, as the problem gave it, in the problem's direction
 * @param best the best so far, in the problem's direction
 * @param state of the algorithm, after the generation; where it is shared out, rank 0's
 * @param seconds since the run began
 */
public record Generation(
    long number, long evaluations, Matrix candidates, Matrix fitness, Best best, Record state, double seconds) {}
