package evox.monitor;

import evox.array.Matrix;
import evox.core.Best;
import evox.core.Direction;
import evox.core.Generation;
import evox.core.Monitor;
import evox.core.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps what a run evaluated: the best, the k best, the Pareto front, and whole histories where asked for. Without a
 * history or a front its memory does not grow. All fitness is given in the problem's direction.
 *
 * <pre>{@code
 * var monitor = new EvalMonitor(10, Keep.FITNESS);
 * new StdWorkflow<>(new PSO(100), new Ackley(10), monitor).run(RandomKey.of(42), Stop.generations(50));
 * monitor.top();                // the ten best candidates
 * monitor.fitness().get(49);    // the fitness of the last generation, 100 x 1
 * }</pre>
 */
public final class EvalMonitor implements Monitor {

  /** What is kept besides the best. */
  public enum Keep {
    /** The best fitness after each generation: 8 bytes a generation. */
    BEST,
    /** All fitness: n x m x 8 bytes a generation. */
    FITNESS,
    /** All candidates: n x d x 8 bytes a generation. */
    CANDIDATES,
    /** The candidates that no other dominates, as many as there are. */
    FRONT
  }

  /**
   * A candidate of the Pareto front.
   *
   * @param fitness its m fitness values
   * @param candidate its d coordinates
   */
  public record Point(double[] fitness, double[] candidate) {}

  private final Set<Keep> kept = EnumSet.noneOf(Keep.class);
  private final Top top;
  private final ParetoFront front = new ParetoFront();
  private final List<Double> bests = new ArrayList<>();
  private final List<Matrix> fitness = new ArrayList<>();
  private final List<Matrix> candidates = new ArrayList<>();
  private Best best = Best.NONE;
  private double sign = 1;

  /** Keeps the best, and this. */
  public EvalMonitor(Keep... what) {
    this(1, what);
  }

  /** Keeps so many of the best, and this. */
  public EvalMonitor(int top, Keep... what) {
    if (top < 1) throw new IllegalArgumentException("number of best candidates must be 1 or more, got top=" + top);
    this.top = new Top(top);
    Collections.addAll(kept, what);
  }

  @Override
  public boolean needsCandidates() {
    return top.capacity() > 1 || kept.contains(Keep.CANDIDATES) || kept.contains(Keep.FRONT);
  }

  @Override
  public void start(Run run) {
    int objectives = run.problem().objectives();
    if (top.capacity() > 1 && objectives > 1) {
      throw new IllegalArgumentException("the best candidates need a problem with one objective, got top="
          + top.capacity() + ", objectives=" + objectives + "; keep the Pareto front instead");
    }
    sign = run.problem().direction() == Direction.MINIMISE ? 1 : -1;
  }

  @Override
  public void generation(Generation generation) {
    best = generation.best();
    if (kept.contains(Keep.BEST)) bests.add(best.fitness());
    if (kept.contains(Keep.FITNESS)) fitness.add(generation.fitness().copy());
    if (kept.contains(Keep.CANDIDATES)) candidates.add(generation.candidates().copy());
    if (top.capacity() > 1) offerToTop(generation);
    if (kept.contains(Keep.FRONT)) offerToFront(generation);
  }

  private void offerToTop(Generation generation) {
    for (long i = 0; i < generation.fitness().rows(); i++) {
      double f = sign * generation.fitness().get(i, 0);
      if (!top.refuses(f)) top.add(f, generation.candidates().row(i));
    }
  }

  private void offerToFront(Generation generation) {
    for (long i = 0; i < generation.fitness().rows(); i++) {
      double[] f = turned(generation.fitness().row(i));
      if (!front.refuses(f)) front.add(f, generation.candidates().row(i));
    }
  }

  /** From the problem's direction to minimisation, or back; both zeros become +0. */
  private double[] turned(double[] values) {
    for (int j = 0; j < values.length; j++) values[j] = sign * values[j] + 0.0;
    return values;
  }

  /** The best candidate so far; {@link Best#NONE} for more than one objective. */
  public Best best() {
    return best;
  }

  /** The best candidates so far, best first; of equal ones the first evaluated comes first. */
  public List<Best> top() {
    if (top.capacity() == 1) return best == Best.NONE ? List.of() : List.of(best);
    return top.sorted().stream().map(entry -> new Best(sign * entry.fitness(), entry.candidate())).toList();
  }

  /** The Pareto front so far, in ascending order of the first objective to be minimised; if it is kept. */
  public List<Point> front() {
    require(Keep.FRONT);
    return front.points().stream().map(p -> new Point(turned(p.fitness().clone()), p.candidate())).toList();
  }

  /** The best fitness after each generation; if it is kept. */
  public double[] bests() {
    require(Keep.BEST);
    return bests.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The fitness of each generation, n x m; if it is kept. */
  public List<Matrix> fitness() {
    require(Keep.FITNESS);
    return Collections.unmodifiableList(fitness);
  }

  /** The candidates of each generation, n x d; if they are kept. */
  public List<Matrix> candidates() {
    require(Keep.CANDIDATES);
    return Collections.unmodifiableList(candidates);
  }

  private void require(Keep what) {
    if (kept.contains(what)) return;
    throw new IllegalStateException("what is asked for must have been kept, got kept=" + kept
        + "; make the monitor with Keep." + what);
  }
}
