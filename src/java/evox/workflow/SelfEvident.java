package evox.workflow;

import evox.core.Generation;
import evox.core.Run;
import java.util.function.BiPredicate;

/**
 * A criterion made of what every process of a world knows, and knows alike: nothing has to be told.
 *
 * @param criterion whether it is met
 */
record SelfEvident(BiPredicate<Run, Generation> criterion) implements Stop {

  @Override
  public boolean reached(Run run, Generation generation) {
    return criterion.test(run, generation);
  }

  @Override
  public boolean isSelfEvident() {
    return true;
  }
}
