import module evox.spmd;

/**
 * Energies by a program that itself needs MPI: LAMMPS under {@code mpirun -n 2 lmp}, run once for each candidate, and kept
 * alive as an actor that is asked over its standard input. Both are compared with this toolkit's own sum over pairs.
 * Debian has it as package lammps. {@code run Lammps.java [CANDIDATES]}.
 */
void main(String[] arguments) {
  int candidates = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
  var own = new evox.problem.LennardJones(ATOMS);
  try (Pool pool = Pool.local(Runtime.getRuntime().availableProcessors());
      Actor<Lammps> lammps = pool.actor(Lammps::new)) {
    double[] icosahedron = lowest(pool, own);
    double energy = own.evaluateWithGradient(icosahedron, new double[3 * ATOMS]);
    say("own sum          %.15g", energy);
    say("LAMMPS, run once %.15g", Lammps.once(icosahedron));
    say("LAMMPS, asked    %.15g", lammps.call(Lammps::energy, icosahedron).get());

    double worst = 0;
    long begun = System.nanoTime();
    for (int i = 0; i < candidates; i++) {
      double[] x = new Rattle(0.1).candidate(List.of(icosahedron), RandomKey.of(2).at(0, i));
      double expected = own.evaluateWithGradient(x, new double[3 * ATOMS]);
      worst = Math.max(worst, Math.abs(lammps.call(Lammps::energy, x).get() / expected - 1));
    }
    say("%d more: %.2g ms each, largest relative difference %.1e", candidates,
        (System.nanoTime() - begun) * 1e-6 / candidates, worst);

    double[] flown = icosahedron.clone();
    flown[0] = 1000;
    say("an atom that left the box: %s", lammps.call(Lammps::energy, flown).get());
    say("and asked again  %.15g", lammps.call(Lammps::energy, icosahedron).get());
  }
}

static final int ATOMS = 13;

void say(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}

/** The lowest of the minima next to two hundred random clusters. */
double[] lowest(Pool pool, Differentiable potential) {
  var starts = new ParallelCollector(new ParallelCollector.Share(new RandomCluster(ATOMS, 1.5, 0.9), 200));
  List<double[]> clusters = starts.collect(pool, List.of(), RandomKey.of(1));
  return new ParallelRelaxation(new LBFGS(10, 1e-7, 0.3, 1000)).relax(pool, potential, clusters).stream()
      .filter(Minimum::converged).min(Comparator.comparingDouble(Minimum::value)).orElseThrow().x();
}

/** A LAMMPS that knows the potential and the atoms, and is told where they are. */
static final class Lammps implements AutoCloseable {

  /** What LAMMPS says when it is the candidate's fault: an atom far out, or two in the same place. */
  private static final String REJECTION = "ERROR.*(Lost atoms|Non-numeric)";

  /** Without ssh, as on a single machine; ranks that wait leave the core to others. */
  private static final List<String> COMMAND = List.of("mpirun", "--allow-run-as-root", "--oversubscribe", "--mca", "plm",
      "isolated", "--mca", "mpi_yield_when_idle", "1", "-n", "2", "lmp", "-log", "none", "-echo", "none", "-nocite");

  private static final ExternalProgram PROGRAM = new ExternalProgram(COMMAND, 120, Map.of(), REJECTION);

  /** Pairs see one another as far as the box reaches, so that nothing is cut off. */
  private static final String POTENTIAL = """
      units lj
      atom_style atomic
      atom_modify map array sort 0 0.0
      boundary f f f
      region box block -20 20 -20 20 -20 20
      create_box 1 box
      mass 1 1.0
      pair_style lj/cut 70.0
      pair_coeff 1 1 1.0 1.0
      neighbor 2.0 bin
      comm_modify cutoff 80.0
      thermo_style custom step pe
      thermo_modify norm no
      """;

  private final KeptProgram program = new KeptProgram(PROGRAM, greeting());

  private static String greeting() {
    StringBuilder atoms = new StringBuilder(POTENTIAL);
    for (int a = 0; a < ATOMS; a++) atoms.append("create_atoms 1 single ").append(a).append(" 0 0\n");
    return atoms.toString();
  }

  private static String question(double[] x) {
    StringBuilder text = new StringBuilder();
    for (int a = 0; a < ATOMS; a++) {
      text.append("set atom ").append(a + 1).append(" x ").append(x[3 * a]).append(" y ").append(x[3 * a + 1])
          .append(" z ").append(x[3 * a + 2]).append('\n');
    }
    return text + "run 0 post no\nprint \"ENERGY $(pe:%.17g)\"\n";
  }

  /** By a LAMMPS of its own. */
  static double once(double[] x) {
    return PROGRAM.run(greeting() + question(x)).stream().filter(line -> line.startsWith("ENERGY ")).findFirst()
        .map(line -> Double.parseDouble(line.substring(7))).orElseThrow();
  }

  /** By the one that is alive; NaN for a candidate without energy, an exception if LAMMPS fails. */
  double energy(double[] x) {
    try {
      return Double.parseDouble(program.ask(question(x), "ENERGY"));
    } catch (CandidateFailed e) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
