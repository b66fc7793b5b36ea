package evox.launch;

import evox.foreign.Exec;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures this machine: hands over to the script of the sources that the jar lies in, since the jar has no benchmarks. */
final class Bench implements Command {

  private static final String FULL = "--full";

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String purpose() {
    return "Measure kernels, collectives and scaling; WHAT else: overview, roofline, jmh, transports, pool, memory, start, peers.";
  }

  @Override
  public List<Option> options() {
    return List.of(Option.flag(FULL, "every size: twenty minutes in place of three"));
  }

  @Override
  public List<String> parameters() {
    return List.of("WHAT");
  }

  @Override
  public int run(Given given) {
    Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    Path script = jar.resolveSibling("../evox").normalize();
    if (!Files.isExecutable(script) || !Files.isExecutable(script.resolveSibling("benchmarks/bench"))) {
      throw new IllegalArgumentException("bench must be run in a clone of the sources, got jar=" + jar
          + " without benchmarks beside it; run ./evox bench there");
    }
    List<String> words = new ArrayList<>(List.of(script.toString(), "bench"));
    if (given.has(FULL)) words.add(FULL);
    words.addAll(given.parameters());
    Exec.replaceProcess(words.stream().map(word -> word.getBytes(Charset.defaultCharset())).toArray(byte[][]::new));
    return 1;
  }
}
