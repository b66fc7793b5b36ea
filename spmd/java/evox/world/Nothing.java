package evox.world;

import java.util.function.Consumer;

/** Does nothing, whatever it is told. No lambda, which takes a millisecond of a small run to make. */
final class Nothing<T> implements Runnable, Consumer<T> {

  @Override
  public void run() {}

  @Override
  public void accept(T told) {}
}
