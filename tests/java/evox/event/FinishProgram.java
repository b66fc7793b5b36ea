package evox.event;

/** Two processes run without end until the second finishes both. */
final class FinishProgram {

  private FinishProgram() {}

  public static void main(String[] arguments) {
    Parallel.run(2, bus -> {
      try (Pipeline<Context> pipeline = Pipeline.of(bus)) {
        pipeline.use(context -> {
          if (bus.name().equals("1") && context.step() == 10) pipeline.finish();
        });
        pipeline.run(Long.MAX_VALUE);
        System.out.println(bus.name() + " finished " + pipeline.isFinished());
      }
    });
  }
}
