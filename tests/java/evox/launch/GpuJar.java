package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.kernel.FakeGpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jar on a machine with GPUs that are none, and what it is told to do there. */
record GpuJar(FakeGpus fakes) {

  /** @param folder where what stands in for modules goes */
  static GpuJar build(Path folder) throws IOException, InterruptedException {
    return new GpuJar(FakeGpus.build(Files.createDirectory(folder.resolve("modules"))));
  }

  JarProcess jar(String fault) {
    JarProcess jar = JarProcess.here().with("EVOX_FAKE_CUDA", fault).with("EVOX_NVRTC", "/absent/libnvrtc.so.12")
        .with("EVOX_CUBLAS", fakes.cublas(13).toString());
    fakes.environment(FakeGpus.SPLITS).forEach(jar::with);
    return jar;
  }

  static String[] solve(String algorithm, String problem, String... options) {
    List<String> words = new ArrayList<>(List.of("solve", "--algorithm", algorithm, "--problem", problem, "--dimension",
        "10", "--population", "130", "--generations", "12", "--seed", "9", "--json"));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  /** 2^20 coordinates and some. */
  static String[] large(String... options) {
    List<String> words = new ArrayList<>(List.of("solve", "--problem", "ackley", "--dimension", "10", "--population", "104960",
        "--generations", "2", "--seed", "9", "--json"));
    words.addAll(List.of(options));
    if (!words.contains("--algorithm")) words.addAll(List.of("--algorithm", "PSO"));
    return words.toArray(String[]::new);
  }

  static String digest(JarProcess process, String[] words) {
    JarProcess.Ended ended = process.run(words);
    assertThat(ended.code()).as(ended.err()).isZero();
    return Digests.of(ended);
  }
}
