package evox.launch;

import evox.workflow.Stop;
import java.util.ArrayList;
import java.util.List;

/** The options that say when a run ends: with the first of them that is met. */
final class StopOptions {

  static final Option GENERATIONS = Option.of("--generations", "N", "end after so many generations; "
      + "100 where nothing else ends the run");
  static final Option EVALUATIONS = Option.of("--evaluations", "N", "end after so many evaluations");
  static final Option TARGET = Option.of("--target", "F", "end when the best fitness is as good as this");
  static final Option TIME = Option.of("--time", "S", "end after so many seconds; "
      + "the answer then depends on the machine");

  private static final long GENERATIONS_BY_DEFAULT = 100;

  private StopOptions() {}

  static Stop[] of(Given given) {
    List<Stop> stops = new ArrayList<>();
    if (given.has(EVALUATIONS.name())) stops.add(Stop.evaluations(given.positive(EVALUATIONS.name(), 0)));
    if (given.has(TARGET.name())) stops.add(Stop.target(given.number(TARGET.name(), 0)));
    if (given.has(TIME.name())) stops.add(Stop.seconds(given.number(TIME.name(), 0)));
    if (given.has(GENERATIONS.name()) || stops.isEmpty()) {
      stops.add(Stop.generations(given.positive(GENERATIONS.name(), GENERATIONS_BY_DEFAULT)));
    }
    return stops.toArray(new Stop[0]);
  }
}
