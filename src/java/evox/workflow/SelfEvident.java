package evox.workflow;

import evox.core.Generation;
import evox.core.Run;
import java.util.function.BiPredicate;

/**
 * A criterion made of what every process of a world knows, and knows alike: nothing has to be told.
 *
 * @param generations how many it lets happen at most
 * @param criterion whether it is met
 */
record SelfEvident(long generations, BiPredicate<Run, Generation> criterion) implements Stop {

  SelfEvident(BiPredicate<Run, Generation> criterion) {
    this(Long.MAX_VALUE, criterion);
  }

  @Override
  public boolean reached(Run run, Generation generation) {
    return criterion.test(run, generation);
  }

  @Override
  public boolean isSelfEvident() {
    return true;
  }
}
