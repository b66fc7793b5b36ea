package evox.problem.bbob;

import evox.codec.Portable;
import evox.core.Bounds;
import evox.kernel.Doubles;
import evox.problem.BuiltIn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A function of the BBOB test bed. */
public final class Bbob implements BuiltIn, Portable {

  private final Instance instance;
  private final Definition definition;
  private final double fopt;
  private final Doubles constants;

  private Bbob(Instance instance) {
    this.instance = instance;
    this.definition = Definition.of(instance);
    this.fopt = instance.fopt();
    this.constants = constants(fopt, definition);
  }

  /**
   * One instance of a function. Its matrices are made here, in time d^3.
   *
   * @param function 1 to 24
   * @param instance 1 or more; the test bed's own are 1 to 110
   * @param dimension 2 or more; the test bed's own are 2, 3, 5, 10, 20 and 40
   */
  public static Bbob of(int function, int instance, int dimension) {
    return new Bbob(new Instance(function, instance, dimension));
  }

  @Override
  public String kernel() {
    return "bbob" + instance.function();
  }

  @Override
  public int dimension() {
    return instance.dimension();
  }

  /** Number of the instance. */
  public int instance() {
    return instance.instance();
  }

  @Override
  public Bounds bounds() {
    return Bounds.of(-5.0, 5.0, instance.dimension());
  }

  /** The fitness at {@link #xopt}. */
  @Override
  public OptionalDouble optimum() {
    return OptionalDouble.of(fopt);
  }

  /** The paper's x^opt: where the optimum lies, d coordinates. */
  public double[] xopt() {
    return definition.xopt().clone();
  }

  private static Doubles constants(double fopt, Definition definition) {
    List<double[]> all = new ArrayList<>();
    all.add(new double[] {fopt, definition.penalty().factor()});
    for (Stage stage : definition.stages()) all.add(stage.constants());
    all.add(definition.core().constants());
    return Doubles.of(Vectors.join(all.toArray(new double[0][])));
  }

  /** The best fitness, the factor of the penalty, then what each stage and the core read. */
  @Override
  public Doubles constants() {
    return constants;
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    double[] z = x.clone();
    for (Stage stage : definition.stages()) z = stage.apply(z);
    fitness[0] = definition.core().value(z) + definition.penalty().value(x) + fopt;
  }

  @Override
  public Packed pack() {
    return new Form(instance.function(), instance.instance(), instance.dimension());
  }

  private record Form(int function, int instance, int dimension) implements Packed {

    @Override
    public Object unpack() {
      return of(function, instance, dimension);
    }
  }
}
