package evox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.foreign.Isa;
import evox.transport.Token;
import evox.transport.Trust;
import java.io.DataOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three processes want to meet, and something comes between. */
@Timeout(60)
class RendezvousTest {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private Path file;
  private Future<World> coordinator;

  @BeforeEach
  void startTheCoordinator() throws Exception {
    file = Files.createTempDirectory("evox-test").resolve("port");
    coordinator = start(member(0, "program"));
    while (!Files.exists(file)) Thread.onSpinWait();
  }

  private Membership member(int id, String program) {
    return member(id, 3, "secret", program);
  }

  private Membership member(int id, int processes, String token, String program) {
    return new Membership(id, processes, new Meeting.Published(file), new Trust(Token.of(token), null), program,
        new Settings(Transport.SOCKETS, Duration.ofSeconds(30), Duration.ofSeconds(20), null, "off"), "machine", null, lines::add,
        () -> {});
  }

  private static Future<World> start(Membership member) {
    var thread = Executors.newSingleThreadExecutor();
    Future<World> world = thread.submit(() -> Joining.join(member, Device.cpu(1, Isa.JAVA)));
    thread.shutdown();
    return world;
  }

  private void theWorldIsUnharmed() throws Exception {
    try (World third = start(member(2, "program")).get(30, TimeUnit.SECONDS)) {
      assertThat(third.size()).isEqualTo(3);
      assertThat(third.rank()).isEqualTo(2);
    }
    coordinator.get(30, TimeUnit.SECONDS).close();
    assertThat(file).doesNotExist();
  }

  private void refused(Membership member, String onBothSides) throws Exception {
    assertThatThrownBy(() -> Joining.join(member, Device.cpu(1, Isa.JAVA)))
        .isInstanceOf(JoinFailed.class).hasMessage(onBothSides);
    assertThat(lines).contains("refused a process from host=" + Member.hostName() + ": " + onBothSides);
    start(member(1, "program"));
    theWorldIsUnharmed();
  }

  @Test
  void anIdThatComesTwiceIsRefusedOnce() throws Exception {
    List<Future<World>> twins = List.of(start(member(1, "program")), start(member(1, "program")));
    while (twins.stream().noneMatch(Future::isDone)) Thread.onSpinWait();
    Future<World> refused = twins.get(0).isDone() ? twins.get(0) : twins.get(1);
    String reason = "each id must come once, got a second id=1; the first is on host=" + Member.hostName();
    assertThatThrownBy(refused::get).hasRootCauseInstanceOf(JoinFailed.class).hasRootCauseMessage(reason);
    assertThat(lines).contains("refused a process from host=" + Member.hostName() + ": " + reason);
    theWorldIsUnharmed();
  }

  @Test
  void anotherNumberOfProcessesIsRefused() throws Exception {
    refused(member(2, 4, "secret", "program"),
        "all must agree on the number of processes, 3 at the coordinator, got processes=4 from id=2");
  }

  @Test
  void anotherProgramIsRefused() throws Exception {
    refused(member(1, "other"), "all must run the same jar and program with the same arguments, transport and deadline, "
        + "digest=program at the coordinator, got digest=other from id=1");
  }

  @Test
  void anotherTokenIsRefused() throws Exception {
    assertThatThrownBy(() -> Joining.join(member(1, 3, "guess", "program"), Device.cpu(1, Isa.JAVA)))
        .isInstanceOf(JoinFailed.class)
        .hasMessageStartingWith("both processes must have the same token, got a refusal from ")
        .hasMessageEndingWith("; set EVOX_TOKEN or EVOX_TOKEN_FILE alike on both sides");
    while (lines.stream().noneMatch(line -> line.startsWith("dropped a connection: both processes must have the same "
        + "token, got another one from "))) Thread.onSpinWait();
    start(member(1, "program"));
    theWorldIsUnharmed();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 64, 100_000})
  void garbageIsDropped(int length) throws Exception {
    try (Socket socket = connect(); OutputStream out = socket.getOutputStream()) {
      byte[] garbage = new byte[length];
      for (int i = 0; i < length; i++) garbage[i] = (byte) (i * 31);
      out.write(garbage);
    }
    start(member(1, "program"));
    theWorldIsUnharmed();
  }

  @Test
  void aClientThatSaysNothingHoldsUpNobody() throws Exception {
    try (Socket silent = connect()) {
      start(member(1, "program"));
      theWorldIsUnharmed();
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void aFrameWithoutEndIsDropped() throws Exception {
    try (Socket socket = connect(); DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      out.write(new byte[64]);
      out.writeLong(1L << 62);
      out.flush();
      assertThat(socket.getInputStream().readAllBytes()).hasSize(4);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    start(member(1, "program"));
    theWorldIsUnharmed();
  }

  private Socket connect() throws Exception {
    return new Socket(InetAddress.getByName("localhost"), Integer.parseInt(Files.readString(file)));
  }
}
