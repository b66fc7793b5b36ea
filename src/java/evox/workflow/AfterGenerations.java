package evox.workflow;

import evox.core.Generation;
import evox.core.Run;

/** When so many generations are done. */
record AfterGenerations(long generations) implements Stop {

  @Override
  public boolean reached(Run run, Generation generation) {
    return generation.number() >= generations;
  }

  @Override
  public boolean isSelfEvident() {
    return true;
  }
}
