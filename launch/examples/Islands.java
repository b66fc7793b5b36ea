import module evox.spmd;

/**
 * Three processes search from places of their own and tell one another of the best that each has found, until one has
 * found enough. Whoever runs it, and however often, gets the same answer.
 *
 * <p>{@code java -jar target/evox-spmd.jar run launch/examples/Islands.java}
 */
void main() {
  Parallel.run(3, bus -> search(bus));
}

void search(EventBus bus) {
  CMAES algorithm = new CMAES(20);
  var workflow = new StdWorkflow<>(algorithm, new Rosenbrock(10)).distributed(World.alone(Device.cpu(1)));
  var state = workflow.init(RandomKey.of(Long.parseLong(bus.name())));
  List<Event> best = new ArrayList<>();
  bus.on("best", event -> {
    if (best.isEmpty() || event.<Double>value() < best.getLast().<Double>value()) best.add(event);
  });
  int step = 0;
  // All islands end their steps together, so that all hear the same.
  try (Steps steps = bus.lockstep(Duration.ofMinutes(5))) {
    while (best.isEmpty() || best.getLast().<Double>value() > 1e-6) {
      step++;
      for (int generation = 0; generation < 20; generation++) state = workflow.step(state);
      bus.emit("best", algorithm.best(state.algorithm()).fitness());
      steps.end();
    }
  }
  if (bus.name().equals("0")) {
    IO.println("island " + best.getLast().sender() + " found " + best.getLast().value() + " in step " + step);
  }
}
