import module evox.spmd;

/** Minimises a function of one's own. Run it with {@code java -jar target/evox-spmd.jar run Quickstart.java}. */
void main() {
  Problem valley = Problem.of("valley", Bounds.of(-5, 5, 10), x -> {
    double sum = 0;
    for (double v : x) sum += v * v;
    return sum;
  });
  var result = new StdWorkflow<>(new PSO(100), valley).run(RandomKey.of(42), Stop.generations(100));
  IO.println("best " + result.best().fitness() + " after " + result.evaluations() + " evaluations");
}
