package evox.launch;

import static evox.launch.GpuJar.digest;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** GPUs wait for one another as long as one computes, and for none that will never come. */
class GpuWaitsTest extends OnGpus {

  /** Each kernel takes longer than ranks wait for one that does nothing, which is 1.8 seconds here. */
  @Test
  void whatAGpuComputesHasNoDeadline() {
    String[] run = {"solve", "--algorithm", "PSO", "--problem", "ackley", "--population", "64", "--generations", "2", "--json"};
    String[] options = {"--device", "gpu", "--processes", "2", "--deadline", "3"};
    JarProcess.Ended ended = gpus.jar("").with("EVOX_FAKE_CUDA_1", "slow=2500")
        .run(Stream.of(run, options).flatMap(Stream::of).toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("by NCCL");
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), run));
  }

  /** The other waits for its fitness. */
  @Test
  void whatOneOfSeveralGpusOfAProcessThrowsEndsTheRun() throws IOException {
    Path program = Files.writeString(folder.resolve("Throws.java"), """
        import module evox.spmd;

        void main() {
          Monitor full = seen -> {
            if (seen.number() == 3) throw new IllegalStateException("the disk is full");
          };
          new StdWorkflow<>(new PSO(130), new Ackley(10), full)
              .distributed(World.alone(Device.cpu().withGpus(List.of(0, 1))))
              .run(RandomKey.of(9), Stop.generations(12));
        }
        """);
    JarProcess.Ended ended = gpus.jar("").run("run", program.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("by NCCL", "java.lang.IllegalStateException: the disk is full\n");
  }

  /** It leaves before it can tell anybody why, and does not wait for the others to come. */
  @Test
  void aRankThatThrowsOutOfItsWorldEndsTheOthers() throws IOException {
    Path program = Files.writeString(folder.resolve("Leaves.java"), """
        import module evox.spmd;

        void main(String[] arguments) {
          var words = ProcessWords.read(arguments);
          try (World world = Spmd.initialize(words, Device.cpu().withGpus(List.of(0, 1)))) {
            var workflow = new StdWorkflow<>(new PSO(130), new Ackley(10)).distributed(world);
            workflow.run(RandomKey.of(9), Stop.generations(2));
            if (world.rank() == 1) throw new IllegalStateException("no more of it");
            workflow.run(RandomKey.of(9), Stop.generations(2));
          }
        }
        """);
    JarProcess.Ended ended = gpus.jar("").run("run", program.toString(), "--processes", "2", "--deadline", "5");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("by NCCL").containsPattern("(?m)^rank=1 on host=\\S+ failed: "
        + "java.lang.IllegalStateException: no more of it, collective=broadcast of pieces$");
  }
}
