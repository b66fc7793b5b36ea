package evox.launch;

import evox.event.Parallel;
import evox.event.Topology;
import evox.message.RedisServer;
import evox.world.Settings;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class of the user's as several processes that talk by events. */
final class RunParallel implements Command {

  private static final String MAIN = "--main";
  private static final String PACKAGE = "--package";
  private static final String WORKERS = "--workers";
  private static final String TOPOLOGY = "--topology";
  private static final String PORTS = "--ports";
  private static final String ATTACH = "--attach";
  private static final String NODE_IDS = "--node-ids";
  private static final String LABELS = "--labels";
  private static final String REDIS = "--redis";

  @Override
  public String name() {
    return "parallel";
  }

  @Override
  public String purpose() {
    return "Run a class as several processes that talk by events.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of(MAIN, "CLASS", "what to run: a class that implements evox.event.Parallel.Main"),
        Option.of(PACKAGE, "PATH", "the folder or jar with the class; default the current folder"),
        Option.of(WORKERS, "N", "how many processes; default 1"),
        Option.of(TOPOLOGY, "NAME", "who connects to whom: mesh, star or alone; default mesh"),
        Option.of(PORTS, "P,...", "ports to listen at, one a process or the first; default any, for this machine alone"),
        Option.of(ATTACH, "HOST:PORT,...", "processes started elsewhere to connect to"),
        Option.of(NODE_IDS, "ID,...", "the numbers of these processes among all; default 0, 1, ..."),
        Option.of(LABELS, "LABEL,...", "labels by which these processes can be addressed"),
        Option.of(REDIS, "HOST:PORT", "a Redis server to talk through; EVOX_REDIS_PASSWORD holds its password"));
  }

  @Override
  public int run(Given given) {
    Parallel.Main main = load(given.required(MAIN), Path.of(given.has(PACKAGE) ? given.text(PACKAGE) : "."));
    RedisServer redis = given.has(REDIS) ? RedisServer.parse(given.text(REDIS), System.getenv()) : null;
    Topology topology = given.has(TOPOLOGY) ? Topology.parse(given.text(TOPOLOGY)) : Topology.MESH;
    new Parallel(given.positiveInt(WORKERS, 1), topology, numbers(given, PORTS), words(given, ATTACH),
        numbers(given, NODE_IDS), words(given, LABELS), redis, Settings.of(given.processes().settings(), System.getenv()))
        .run(main);
    return 0;
  }

  private static Parallel.Main load(String name, Path place) {
    if (!Files.exists(place)) throw new IllegalArgumentException(PACKAGE + " must exist, got " + PACKAGE + "=" + place);
    try {
      // Open until the process ends: the program may load more of its classes at any time.
      ClassLoader loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, RunParallel.class.getClassLoader());
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> type = Class.forName(name, true, loader);
      if (!Parallel.Main.class.isAssignableFrom(type)) {
        throw new IllegalArgumentException(MAIN + " must be a class that implements evox.event.Parallel.Main, got " + MAIN
            + "=" + name);
      }
      return (Parallel.Main) type.getDeclaredConstructor().newInstance();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(PACKAGE + " must be a folder or a jar, got " + PACKAGE + "=" + place, e);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(MAIN + " must be a class in " + place.toAbsolutePath().normalize() + ", got "
          + MAIN + "=" + name + "; " + PACKAGE + " says where else", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(MAIN + " must be a public class with a constructor without arguments, got " + MAIN
          + "=" + name, e);
    }
  }

  private static List<String> words(Given given, String option) {
    return given.has(option) ? List.of(given.text(option).split(",")) : List.of();
  }

  private static List<Integer> numbers(Given given, String option) {
    List<Integer> numbers = new ArrayList<>();
    for (String word : words(given, option)) {
      try {
        numbers.add(Integer.parseInt(word.strip()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(option + " must be whole numbers with commas between them, got " + option + "="
            + given.text(option), e);
      }
    }
    return numbers;
  }
}
