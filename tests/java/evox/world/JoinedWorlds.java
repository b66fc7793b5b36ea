package evox.world;

import evox.collective.LinkCommunicator;
import evox.collective.Liveness;
import evox.collective.Machines;
import evox.foreign.Isa;
import evox.transport.ThreadLinks;
import evox.transport.Tls;
import evox.transport.Token;
import evox.transport.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Worlds whose members are threads of this process, joined as processes are. */
final class JoinedWorlds {

  private JoinedWorlds() {}

  static Membership member(
      int id, int processes, Meeting meeting, Transport transport, String machine, Consumer<String> say) {
    return member(id, processes, meeting, transport, new Trust(Token.of("secret"), null), machine, say);
  }

  private static Membership member(int id, int processes, Meeting meeting, Transport transport, Trust trust, String machine,
      Consumer<String> say) {
    return new Membership(id, processes, meeting, trust, "program", new Settings(transport, Duration.ofSeconds(60),
        Duration.ofSeconds(20), null, "off"), machine, null, say, () -> {});
  }

  static Meeting meeting() throws Exception {
    Path folder = Files.createTempDirectory("evox-test");
    folder.toFile().deleteOnExit();
    folder.toFile().deleteOnExit();
    return new Meeting.Published(folder.resolve("port"));
  }

  /** Members that need nothing but one another's objects. */
  static List<World> threads(int size) {
    return ThreadLinks.of(size).stream()
        .map(links -> new World(View.FIRST, Device.cpu(1, Isa.JAVA), new LinkCommunicator(links, Liveness.TRUSTED),
            List.of(), thrown -> {}, () -> {}, false,
            new GpuMeeting(Machines.named(Collections.nCopies(size, "")), Duration.ZERO, Map.of(), line -> {})))
        .toList();
  }

  static List<World> join(int size, Transport transport) throws Exception {
    return join(size, transport, 1);
  }

  /** Joins members that hide what they say from all others. */
  static List<World> joinByTls(int size) throws Exception {
    return join(size, Transport.SOCKETS, 1, Tls::ownKeys);
  }

  /** Joins members that believe that they run on so many machines, in turn. */
  static List<World> join(int size, Transport transport, int machines) throws Exception {
    return join(size, transport, machines, () -> null);
  }

  private static List<World> join(int size, Transport transport, int machines, Supplier<Tls> tls) throws Exception {
    Meeting meeting = meeting();
    ExecutorService threads = Executors.newFixedThreadPool(size);
    List<Future<World>> worlds = new ArrayList<>();
    for (int id = size - 1; id >= 0; id--) {
      Membership member = member(id, size, meeting, transport, new Trust(Token.of("secret"), tls.get()),
          "machine " + id % machines, line -> {});
      worlds.add(0, threads.submit(() -> Joining.join(member, Device.cpu(1, Isa.JAVA))));
    }
    threads.shutdown();
    List<World> joined = new ArrayList<>();
    for (Future<World> world : worlds) joined.add(world.get(60, TimeUnit.SECONDS));
    return joined;
  }
}
