package evox.event;

import java.util.List;

/**
 * A part of a step: something to do in the order of the parts, and something to do in the reverse order once all have
 * done the first.
 *
 * @param <C> what the parts of a step share
 */
@FunctionalInterface
public interface Middleware<C> {

  void forward(C context) throws Exception;

  default void backward(C context) throws Exception {}

  /** A part that is made of parts. */
  static <C> Middleware<C> serial(List<Middleware<C>> parts) {
    List<Middleware<C>> order = List.copyOf(parts);
    return of(context -> {
      for (Middleware<C> part : order) part.forward(context);
    }, context -> {
      for (Middleware<C> part : order.reversed()) part.backward(context);
    });
  }

  /** A part of two halves. */
  static <C> Middleware<C> of(Half<C> forward, Half<C> backward) {
    return new Middleware<>() {
      @Override
      public void forward(C context) throws Exception {
        forward.run(context);
      }

      @Override
      public void backward(C context) throws Exception {
        backward.run(context);
      }
    };
  }

  /** One half. */
  @FunctionalInterface
  interface Half<C> {
    void run(C context) throws Exception;
  }
}
