package evox.benchmark;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import evox.world.Device;
import evox.world.ProcessWords;
import evox.world.Spmd;
import evox.world.World;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A world of several processes, of which a benchmark's own is the first. The others do the same
 * turns, as many at a time as they are told.
 */
final class Company implements AutoCloseable {

  /** What every process of the world does. */
  interface Part {

    /** One turn, together with all others. */
    void turn();

    /** How many numbers are wrong, over all ranks; on rank 0. All ranks ask at once. */
    long wrong();
  }

  private static final long END = 0;

  private final World world;
  private final Part part;
  private final MemorySegment word = Arena.ofAuto().allocate(JAVA_LONG);
  private final List<Process> others = new ArrayList<>();
  private final Path folder;

  private Company(World world, List<String> part, Path folder) {
    this.world = world;
    this.folder = folder;
    this.part = part.get(0).equals("swarm") ? new Swarm(world, Long.parseLong(part.get(1)))
        : new Collective(world.communicator(), part.get(0), Long.parseLong(part.get(1)));
  }

  /**
   * Starts the others and joins them.
   *
   * @param threads of each
   * @param transport how bytes move between them
   * @param part {@code swarm} and the number of particles, or a collective and the bytes of a rank
   */
  static Company open(int ranks, int threads, String transport, List<String> part) throws IOException {
    Path folder = Files.createTempDirectory("evox-company");
    List<Process> others = new ArrayList<>();
    for (int rank = 1; rank < ranks; rank++) {
      List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Company.class.getName()));
      command.addAll(words(rank, ranks, threads, transport, folder, part));
      others.add(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }
    Company company = joined(words(0, ranks, threads, transport, folder, part), folder);
    company.others.addAll(others);
    return company;
  }

  private static List<String> words(
      int rank, int ranks, int threads, String transport, Path folder, List<String> part) {
    List<String> words = new ArrayList<>(List.of(Integer.toString(rank), "--coordinator",
        folder.resolve("port").toString(), "--processes", Integer.toString(ranks), "--transport", transport,
        Integer.toString(threads)));
    words.addAll(part);
    return words;
  }

  private static Company joined(List<String> words, Path folder) {
    ProcessWords read = ProcessWords.read(words.toArray(new String[0]));
    Device device = Device.cpu(Integer.parseInt(read.rest().get(0)));
    return new Company(Spmd.initialize(read, device), read.rest().subList(1, read.rest().size()), folder);
  }

  /** One of the others. */
  public static void main(String[] words) {
    Company company = joined(List.of(words), null);
    company.part.wrong();
    while (company.told() != END) {
      for (long turns = company.word.get(JAVA_LONG, 0); turns > 0; turns--) company.part.turn();
    }
    company.world.close();
  }

  private long told() {
    world.communicator().broadcast(word, 0);
    return word.get(JAVA_LONG, 0);
  }

  /** How many numbers of a first try are wrong; to be asked once, before any turn. */
  long wrong() {
    return part.wrong();
  }

  /** Does so many turns, together with the others. */
  void turns(long count) {
    word.set(JAVA_LONG, 0, count);
    told();
    for (long turn = 0; turn < count; turn++) part.turn();
  }

  @Override
  public void close() throws IOException {
    word.set(JAVA_LONG, 0, END);
    told();
    world.close();
    others.forEach(other -> other.onExit().join());
    Files.deleteIfExists(folder.resolve("port"));
    Files.delete(folder);
  }
}
