package evox.launch;

import static evox.launch.GpuJar.digest;
import static evox.launch.GpuJar.solve;
import static org.assertj.core.api.Assertions.assertThat;

import evox.kernel.FakeGpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GPUs of several processes, or of one, that work together by NCCL, in all but the GPUs. */
class GpusTogetherTest extends OnGpus {

  @ParameterizedTest
  @ValueSource(strings = {"PSO", "DE", "OpenES", "CMAES"})
  void theGpusOfTwoProcessesWorkTogether(String algorithm) {
    JarProcess.Ended ended = gpus.jar("").run(solve(algorithm, "ackley", "--device", "gpu", "--processes", "2"));
    assertThat(ended.err()).contains("\n2 GPUs work together by NCCL 2.28.9, transport nccl\n");
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), solve(algorithm, "ackley")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PSO", "DE", "OpenES", "CMAES"})
  void oneProcessDrivesSeveralGpus(String algorithm) {
    JarProcess.Ended ended = gpus.jar("").run(solve(algorithm, "ackley", "--device", "gpu:0,1"));
    assertThat(ended.err()).contains("2 GPUs work together by NCCL 2.28.9, transport nccl\n");
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), solve(algorithm, "ackley")));
    JarProcess.Ended off = gpus.jar("").with("EVOX_NCCL", "off").run(solve(algorithm, "ackley", "--device", "gpu:0,1"));
    assertThat(Digests.of(off)).isEqualTo(Digests.of(ended));
  }

  @Test
  void withoutNcclTheyWorkTogetherByWayOfTheirProcesses() {
    String[] words = solve("OpenES", "ackley", "--device", "gpu", "--processes", "2");
    JarProcess.Ended ended = gpus.jar("").with("EVOX_NCCL", "/absent/libnccl.so.2").run(words);
    assertThat(ended.err()).contains("NCCL must be installed, got none that loads: ",
        "; without it GPUs work together by way of their processes, as with EVOX_NCCL=off\n");
    JarProcess.Ended off = gpus.jar("").with("EVOX_NCCL", "off").run(words);
    assertThat(off.err()).doesNotContain("NCCL");
    assertThat(List.of(Digests.of(ended), Digests.of(off))).containsOnly(digest(JarProcess.here(), solve("OpenES", "ackley")));
  }

  /** It is there and fails: on all ranks, on the one that has the id made, or on one, for which the other waits in vain. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "no-gpu | --processes 2 | ncclCommInitRankConfig must succeed, got unhandled cuda error, no CUDA-capable device is "
          + "detected, collective=start of NCCL",
      "no-gpu | --device gpu:0,1 | ncclCommInitRankConfig must succeed, got unhandled cuda error, no CUDA-capable device is "
          + "detected, collective=start of NCCL",
      "no-id | --processes 2 | ncclGetUniqueId must succeed, got unhandled system error, no network is there for the ranks",
      "no-gpu-of-1 | --processes 2 --patience 3 | NCCL must be done within 3.0 s, got no end of rank=0 of 2 GPUs, "
          + "collective=start of NCCL; ncclCommInitRankConfig must succeed, got unhandled cuda error"})
  void whereNcclDoesNotStartTheyWorkTogetherByWayOfTheirProcesses(String fault, String options, String message) {
    List<String> words = new ArrayList<>(List.of(solve("OpenES", "ackley")));
    words.addAll(List.of(options.split(" ")));
    if (!options.contains("--device")) words.addAll(List.of("--device", "gpu"));
    JarProcess.Ended ended = gpus.jar("").with("EVOX_FAKE_NCCL", fault).run(words.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).contains(message,
        "; without it GPUs work together by way of their processes, as with EVOX_NCCL=off\n").doesNotContain("by NCCL");
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), solve("OpenES", "ackley")));
  }

  /** Two machines with two processes and two GPUs each; copies of memory that may not be pinned take longer. */
  @ParameterizedTest
  @CsvSource({"mpi, ''", "sockets, no-pins"})
  void theGpusOfTwoMachinesWorkTogether(String transport, String fault) throws Exception {
    Hosts.requireInstalled("mpirun.openmpi", "openmpi-bin");
    try (Hosts hosts = Hosts.start("host", 3)) {
      List<String> program = new ArrayList<>(List.of("EVOX_FAKE_CUDA=" + fault));
      gpus.fakes().environment(FakeGpus.SPLITS).forEach((name, value) -> program.add(name + "=" + value));
      program.addAll(HostsTest.jar(List.of(solve("OpenES", "ackley", "--device", "gpu")), "--transport", transport));
      if (transport.equals("sockets")) program.addAll(List.of("--coordinator", "host1:5000"));
      JarProcess.Ended ended = hosts.run(Hosts.LOGIN, HostsTest.ROOT,
          HostsTest.mpirun(hosts, 2, 4, program).toArray(new String[0]));
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("4 GPUs work together by NCCL 2.28.9, transport nccl+" + transport + "\n");
      assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), solve("OpenES", "ackley")));
    }
  }

  @Test
  void aProcessThatIsKilledEndsTheOtherWithItsName() throws Exception {
    LocalWorld world = LocalWorld.start(gpus.jar(""), Files.createDirectory(folder.resolve("killed")), 2, "solve", "--algorithm",
        "PSO", "--problem", "ackley", "--population", "1000", "--generations", "1000000000", "--device", "gpu",
        "--deadline", "2");
    LocalWorld.await(() -> world.err().contains("generation "));
    world.signal("KILL", 1);
    assertThat(world.end(60)).isNotZero();
    assertThat(world.err()).containsPattern("rank must .* from rank=1 on host=\\S+, collective=broadcast of pieces\n");
    world.leavesNothing();
  }

  /** The state would lie in pieces on threads that have ended. */
  @Test
  void stepByStepAProgramUsesOneOfSeveralAndIsToldSo() throws IOException {
    Path program = Files.writeString(folder.resolve("Steps.java"), """
        import module evox.spmd;

        void main() {
          var digest = new HistoryDigest();
          var workflow = new StdWorkflow<>(new PSO(130), new Ackley(10), digest)
              .distributed(World.alone(Device.cpu().withGpus(List.of(0, 1))));
          var state = workflow.init(RandomKey.of(9));
          for (int g = 0; g < 12; g++) state = workflow.step(state);
          var processor = new HistoryDigest();
          new StdWorkflow<>(new PSO(130), new Ackley(10), processor).run(RandomKey.of(9), Stop.generations(12));
          IO.println(digest.hex().equals(processor.hex()));
        }
        """);
    assertThat(gpus.jar("").run("run", program.toString())).isEqualTo(new JarProcess.Ended(0, "true\n",
        "a run step by step uses one GPU, got gpus=2; run(key, stops) uses all, and several processes one each\n"));
  }
}
