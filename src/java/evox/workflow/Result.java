package evox.workflow;

import evox.core.Best;

/**
 * How a run ended.
 *
 * @param best the best candidate, in the problem's direction; {@link Best#NONE} for more than one objective
 * @param generations done
 * @param evaluations done
 * @param seconds from {@code init} to the last generation's end
 * @param state of the algorithm at the end
 * @param <S> the algorithm's state
 */
public record Result<S extends Record>(Best best, long generations, long evaluations, double seconds, S state) {}
