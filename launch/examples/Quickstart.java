import module evox.spmd;

/** A function of one's own, in one file: run it with {@code java -jar target/evox-spmd.jar run Quickstart.java}. */
void main() {
  Problem valley = Problem.of("valley", Bounds.of(-5, 5, 10), x -> {
    double sum = 0;
    for (double v : x) sum += v * v;
    return sum;
  });
  IO.println(valley.name() + " " + valley.dimension());
}
