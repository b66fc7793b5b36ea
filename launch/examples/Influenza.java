import module evox.spmd;

/**
 * How contagious was the influenza in an English boarding school in January 1978? An epidemic with chance in it is
 * fitted to the number of boys confined to bed each day (British Medical Journal, 4 March 1978, page 587).
 *
 * <p>Run it with {@code java -jar target/evox-spmd.jar run launch/examples/Influenza.java [seed] [report]}.
 */
void main(String... arguments) {
  List<String> words = ProcessWords.read(arguments).rest();
  long seed = words.size() > 0 ? Long.parseLong(words.get(0)) : 1978;
  Path page = Path.of(words.size() > 1 ? words.get(1) : "influenza.html");
  Problem outbreak = Problem.noisy("influenza", RATES, this::misfit);
  var report = new ReportMonitor(page);
  var workflow = new StdWorkflow<>(new CMAES(16), outbreak, new ConsoleMonitor(), report);
  try (World world = Spmd.initialize(arguments)) {
    var result = workflow.distributed(world).run(RandomKey.of(seed), Stop.generations(25));
    if (world.rank() == 0) present(outbreak, result.best().candidate(), seed, report, page);
  }
}

/** Prints the estimates and writes the page. */
void present(Problem outbreak, double[] best, long seed, ReportMonitor report, Path page) {
  Posterior posterior = posterior(outbreak, best, RandomKey.of(seed).fold(1));
  Estimate beta = posterior.estimate(rates -> rates[0]);
  Estimate gamma = posterior.estimate(rates -> rates[1]);
  Estimate r0 = posterior.estimate(rates -> rates[0] / rates[1]);
  IO.println("beta  = " + beta + " infections a day by one ill boy");
  IO.println("gamma = " + gamma + " recoveries a day");
  IO.println("R0    = " + r0 + " infections by one ill boy in a healthy school");

  Table estimates = Table.of("Estimates").row("beta, infections a day by one ill boy", beta)
      .row("gamma, recoveries a day", gamma).row("R0 = beta / gamma", r0);
  Report.of("Influenza in a boarding school, January 1978")
      .text("A stochastic SIR epidemic among " + BOYS + " boys, fitted to those confined to bed on 14 days.")
      .chart(chart(beta.mean, gamma.mean, RandomKey.of(seed).fold(2)))
      .table(estimates)
      .text("The spread is the posterior's under a flat prior. The fitness is the negative log-likelihood, which a "
          + "particle filter of " + REPLICATES + " replicates estimates.")
      .append(report.report())
      .write(page);
  IO.println("report: " + page.toAbsolutePath());
}

/** Boys in the school, and how many of them were confined to bed on days 1 to 14. */
static final int BOYS = 763;
static final int[] IN_BED = {3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4};

/** What is searched: beta, the infections a day by one ill boy among healthy ones, and gamma, the recoveries. */
static final Bounds RATES = Bounds.of(new double[] {0.5, 0.1}, new double[] {4, 1.5});

/** Simulated schools for each pair of rates, and in the chart. */
static final int REPLICATES = 250;
static final int CHARTED = 2000;

/** A school at some moment: boys who have not been ill, and boys who are; the others have recovered. */
record School(int healthy, int ill) {

  static final School FIRST_DAY = new School(BOYS - IN_BED[0], IN_BED[0]);

  /**
   * The same school a day later: infections and recoveries happen one by one, each at its random time.
   *
   * <p>Gillespie: Exact stochastic simulation of coupled chemical reactions. 1977. doi:10.1021/j100540a008
   */
  School nextDay(double beta, double gamma, RandomKey key) {
    int s = healthy;
    int i = ill;
    double time = 0;
    for (long event = 0; i > 0; event++) {
      double infection = beta * s * i / BOYS;
      double recovery = gamma * i;
      time -= Elementary.log(1 - key.uniform(2 * event)) / (infection + recovery);
      if (time > 1) break;
      boolean infected = key.uniform(2 * event + 1) * (infection + recovery) < infection;
      if (infected) s--;
      i += infected ? 1 : -1;
    }
    return new School(s, i);
  }
}

/**
 * The negative log-likelihood of the counts, by a particle filter: each day all replicates live on by themselves, are
 * weighted by how well they match the day's count, and are continued in proportion to that.
 *
 * <p>Gordon, Salmond, Smith: Novel approach to nonlinear/non-Gaussian Bayesian state estimation. 1993.
 * doi:10.1049/ip-f-2.1993.0015
 */
double misfit(double[] rates, RandomKey key) {
  RandomKey noise = key.fold(0);
  School[] replicates = new School[REPLICATES];
  Arrays.fill(replicates, School.FIRST_DAY);
  double misfit = 0;
  for (int day = 1; day < IN_BED.length; day++) {
    double[] weights = new double[REPLICATES];
    double sum = 0;
    for (int r = 0; r < REPLICATES; r++) {
      replicates[r] = replicates[r].nextDay(rates[0], rates[1], noise.at(day, r));
      weights[r] = likelihood(IN_BED[day], replicates[r].ill);
      sum += weights[r];
    }
    if (sum == 0) return Double.POSITIVE_INFINITY;
    misfit -= Elementary.log(sum / REPLICATES);
    replicates = continued(replicates, weights, sum, noise.at(day, REPLICATES).uniform(0));
  }
  return misfit;
}

/** How likely a count is with so many ill, by Poisson's law, relative to the number that makes it most likely. */
double likelihood(int count, int ill) {
  double expected = ill + 0.1;
  return Elementary.exp(count * Elementary.log(expected / count) - expected + count);
}

/** As many replicates as before, each as often as its share of the weight, by systematic resampling. */
School[] continued(School[] replicates, double[] weights, double sum, double start) {
  School[] next = new School[replicates.length];
  double reached = weights[0];
  for (int r = 0, from = 0; r < next.length; r++) {
    while (reached < (r + start) / next.length * sum && from + 1 < next.length) reached += weights[++from];
    next[r] = replicates[from];
  }
  return next;
}

/** Likely rates, and how probable each pair is in relation to the others. */
record Posterior(double[][] rates, double[] weights) {

  Estimate estimate(ToDoubleFunction<double[]> quantity) {
    double mean = average(quantity);
    double variance = average(pair -> (quantity.applyAsDouble(pair) - mean) * (quantity.applyAsDouble(pair) - mean));
    return new Estimate(mean, Math.sqrt(variance));
  }

  double average(ToDoubleFunction<double[]> quantity) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) sum += weights[k] * quantity.applyAsDouble(rates[k]);
    return sum / Arrays.stream(weights).sum();
  }
}

/** What is known of a number. */
record Estimate(double mean, double deviation) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f (standard deviation %.3f)", mean, deviation);
  }
}

/** The posterior under a flat prior, on a grid that reaches 30 % to each side of the best rates. */
Posterior posterior(Problem outbreak, double[] best, RandomKey key) {
  double[][] grid = new double[13 * 13][];
  for (int k = 0; k < grid.length; k++) {
    grid[k] = new double[] {best[0] * (0.7 + 0.05 * (k / 13)), best[1] * (0.7 + 0.05 * (k % 13))};
  }
  Matrix misfit = Matrix.tiles(grid.length, 1);
  World world = World.alone();
  outbreak.evaluate(Matrix.of(grid), misfit, key, world.shard(grid.length, 1), world);
  double least = misfit.get(Order.best(misfit, 0), 0);
  double[] weights = new double[grid.length];
  Arrays.setAll(weights, k -> Elementary.exp(least - misfit.get(k, 0)));
  return new Posterior(grid, weights);
}

/** The counts, and what the epidemic does by itself with these rates. */
Chart chart(double beta, double gamma, RandomKey key) {
  double[] days = new double[IN_BED.length];
  double[][] lowMiddleHigh = new double[3][days.length];
  School[] schools = new School[CHARTED];
  Arrays.fill(schools, School.FIRST_DAY);
  for (int day = 0; day < days.length; day++) {
    days[day] = day + 1;
    int[] ill = Arrays.stream(schools).mapToInt(School::ill).sorted().toArray();
    for (int q = 0; q < 3; q++) lowMiddleHigh[q][day] = ill[CHARTED / 20 * (1 + 9 * q)];
    for (int r = 0; r < CHARTED; r++) schools[r] = schools[r].nextDay(beta, gamma, key.at(day, r));
  }
  return Chart.of("Data against the fitted model", "day", "boys ill")
      .points("confined to bed", days, Arrays.stream(IN_BED).asDoubleStream().toArray())
      .line("model: median of " + CHARTED + " outbreaks", days, lowMiddleHigh[1])
      .band("model: nine outbreaks in ten", days, lowMiddleHigh[0], lowMiddleHigh[2]);
}
