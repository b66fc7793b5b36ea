package evox.world;

import evox.transport.MpiProcess;
import evox.transport.Tls;
import evox.transport.Token;
import evox.transport.Trust;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Opens the world of the running processes: single program, multiple data. The same program runs as every process; each
 * finds out which it is from its arguments or its environment, finds the others, and from then on they work together.
 *
 * <pre>{@code
 * try (World world = Spmd.initialize()) {
 *   var result = workflow.distributed(world).run(RandomKey.of(42), Stop.generations(100));
 *   if (world.rank() == 0) System.out.println(result.best());
 * }
 * }</pre>
 */
public final class Spmd {

  /** The resource in which the class loader of a program that is in no file of the class path tells what it was made of. */
  public static final String PROGRAM = "META-INF/evox.program";

  /** What a process ends with whose run broke. */
  static final int EXIT = 1;

  private Spmd() {}

  /** Not a lambda, which takes longer to make than a world of one process. */
  private static final class StandardError implements Consumer<String> {
    @Override
    public void accept(String line) {
      System.err.println(line);
    }
  }

  /** The world that the environment describes; a world of one where it describes none. */
  public static World initialize() {
    return initialize(new String[0]);
  }

  /**
   * The world that a command line describes (see {@link ProcessWords}) and, where it leaves it open, the environment.
   *
   * @throws IllegalArgumentException if it makes no sense, or mpirun has damaged it
   */
  public static World initialize(String... arguments) {
    DamagedWords.refuse(arguments, System.getenv());
    return initialize(ProcessWords.read(arguments), Device.cpu());
  }

  /** The world that words and environment describe, with this process on a device. */
  public static World initialize(ProcessWords words, Device device) {
    return open(words.identity(System.getenv()), Settings.of(words.settings(), System.getenv()), device,
        String.join("\n", words.rest()), System.getenv(), new StandardError());
  }

  /**
   * The world whose coordinator, process 0, listens at an address.
   *
   * @param coordinator as host:port
   * @param processes how many there are
   * @param processId which this is, in [0, processes)
   */
  public static World initialize(String coordinator, int processes, int processId) {
    Identity identity = new Identity("arguments", processId, processes, Meeting.At.parse(coordinator));
    return open(identity, Settings.of(Map.of(), System.getenv()), Device.cpu(), "", System.getenv(),
        new StandardError());
  }

  static World open(Identity identity, Settings settings, Device device, String program,
      Map<String, String> environment, Consumer<String> say) {
    if (identity.processes() == 1) {
      String notice = identity.noticeOfOne(environment);
      if (notice != null) say.accept(notice);
      return World.alone(device);
    }
    Tls tls = settings.tls(Token.from(environment), environment);
    MpiProcess mpi = new MpiStart(identity, settings, environment, say).start();
    Appointment appointment = appointment(identity, mpi, settings, environment);
    World world = Joining.join(new Membership(identity.id(), identity.processes(), appointment.meeting(),
        new Trust(appointment.token(), tls), digest(settings.common() + "\n" + program), settings, Machine.id(), mpi, say,
        Ending.of(environment)), device);
    if (world.rank() == 0) {
      say.accept("world of " + world.size() + " processes by " + identity.rule() + ", transport "
          + world.communicator().transport());
    }
    return world;
  }

  private static Appointment appointment(
      Identity identity, MpiProcess mpi, Settings settings, Map<String, String> environment) {
    if (identity.meeting() != null) return Appointment.at(identity.meeting(), Token.from(environment));
    if (mpi == null) {
      throw new IllegalArgumentException("processes on several hosts must be told where process 0 listens, got id="
          + identity.id() + " of processes=" + identity.processes() + " from " + identity.rule()
          + " alone; set EVOX_COORDINATOR=host:port or pass --coordinator host:port");
    }
    try {
      return Appointment.byMpi(mpi, settings, environment);
    } catch (IOException e) {
      throw new JoinFailed("process 0 must have an address that the others can reach, got " + e
          + "; pass --interface NAME", e);
    }
  }

  /** What all processes must have alike: the program's arguments, what it was made of, and the jar. */
  private static String digest(String arguments) {
    CRC32C sum = new CRC32C();
    sum.update(arguments.getBytes(StandardCharsets.UTF_8));
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream program = loader == null ? null : loader.getResourceAsStream(PROGRAM)) {
      if (program != null) sum.update(program.readAllBytes());
    } catch (IOException e) {
      throw new JoinFailed("what the program was made of must be readable, got " + e, e);
    }
    for (String file : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!file.endsWith(".jar")) continue;
      try {
        sum.update(Files.readAllBytes(Path.of(file)));
      } catch (IOException e) {
        throw new JoinFailed("the program's own file must be readable, got " + e, e);
      }
    }
    return Long.toHexString(sum.getValue());
  }
}
