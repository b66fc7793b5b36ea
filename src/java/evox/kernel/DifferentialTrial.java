package evox.kernel;

/** Makes the trials of a generation; see {@link Differential}. */
public record DifferentialTrial(Differential differential) implements Kernel {

  @Override
  public String name() {
    return "de-trial";
  }

  @Override
  public long units() {
    return differential.tiles();
  }

  @Override
  public long leastUnits() {
    return differential.leastTiles();
  }

  @Override
  public void pack(Arguments arguments) {
    differential.pack(arguments);
  }

  @Override
  public void compute(long from, long to) {
    double[] row = new double[differential.parents().columns()];
    for (long i = differential.end(from); i < differential.end(to); i++) {
      differential.trial(i, row);
      differential.trials().write(i, row);
    }
  }
}
