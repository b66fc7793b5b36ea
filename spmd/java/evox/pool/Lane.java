package evox.pool;

import java.util.Collection;
import java.util.Comparator;

/**
 * What calls that can be given to the same workers have alike.
 *
 * @param demand what each of their tasks holds
 * @param only the worker that alone may run them; null for any
 */
record Lane(Resources demand, Worker only) {

  static Lane of(Call call) {
    return new Lane(call.demand(), call.only());
  }

  /** The seat with the least to do among those that have room; null if none has. */
  Seat choose(Collection<Seat> seats) {
    return seats.stream().filter(seat -> (only == null || seat.worker() == only) && seat.tokens().hold(demand))
        .min(Comparator.comparingInt(Seat::load)).orElse(null);
  }
}
