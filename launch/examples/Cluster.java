import module evox.spmd;

/**
 * EvoX's distributed program: {@code jax.distributed.initialize(coordinator_address, num_processes, process_id)} is
 * {@code Spmd.initialize(arguments)} here, or {@code Spmd.initialize("node1:6000", 3, 0)} where the program itself knows;
 * {@code workflow.enable_distributed(state)} is {@code workflow.distributed(world)}. It prints the same however many
 * processes run it:
 *
 * <pre>
 * java -jar target/evox-spmd.jar run launch/examples/Cluster.java
 * java -jar target/evox-spmd.jar run launch/examples/Cluster.java --processes 3
 * mpirun -n 3 java -jar target/evox-spmd.jar run launch/examples/Cluster.java
 * java -jar target/evox-spmd.jar 0 --coordinator node1:6000 --processes 3 run Cluster.java      on node1, 1 and 2 elsewhere
 * </pre>
 */
void main(String[] arguments) {
  try (World world = Spmd.initialize(arguments)) {
    var monitor = new EvalMonitor();
    var workflow = new StdWorkflow<>(new PSO(1000), new Ackley(20), monitor).distributed(world);
    var state = workflow.init(RandomKey.of(42));
    for (int generation = 0; generation < 100; generation++) state = workflow.step(state);
    if (world.rank() == 0) IO.println("best " + monitor.best().fitness());
  }
}
