package evox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.foreign.Isa;
import evox.transport.Connection;
import evox.transport.Token;
import evox.transport.Trust;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    Path folder = Files.createTempDirectory("evox-test");
    folder.toFile().deleteOnExit();
    file = folder.resolve("port");
    coordinator = start(member(0, "program"));
    while (!Files.exists(file)) Thread.onSpinWait();
  }

  private Membership member(int id, String program) {
    return member(id, 3, "secret", program);
  }

  private Membership member(int id, int processes, String token, String program) {
    return new Membership(id, processes, new Meeting.Published(file), trust(token), program,
        new Settings(Transport.SOCKETS, Duration.ofSeconds(30), Duration.ofSeconds(20), null, "off"), "machine", null, lines::add,
        () -> {});
  }

  private static Trust trust() {
    return trust("secret");
  }

  private static Trust trust(String token) {
    return new Trust(Token.of(token), null);
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
    assertThat(lines).contains("refused a process from host=" + Machine.hostName() + ": " + onBothSides);
    start(member(1, "program"));
    theWorldIsUnharmed();
  }

  @Test
  void anIdThatComesTwiceIsRefusedOnce() throws Exception {
    List<Future<World>> twins = List.of(start(member(1, "program")), start(member(1, "program")));
    while (twins.stream().noneMatch(Future::isDone)) Thread.onSpinWait();
    Future<World> refused = twins.get(0).isDone() ? twins.get(0) : twins.get(1);
    String reason = "each id must come once, got a second id=1; the first is on host=" + Machine.hostName();
    assertThatThrownBy(refused::get).hasRootCauseInstanceOf(JoinFailed.class).hasRootCauseMessage(reason);
    assertThat(lines).contains("refused a process from host=" + Machine.hostName() + ": " + reason);
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
    awaitLine("dropped a connection: both processes must have the same token, got another one from ");
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
    sayAfterTheProof(ByteBuffer.allocate(Long.BYTES).putLong(1L << 62));
    awaitLine("dropped a connection: a frame must be at most 65536 bytes, got length=1073741824 from ");
    start(member(1, "program"));
    theWorldIsUnharmed();
  }

  @Test
  void halfAFrameIsDropped() throws Exception {
    sayAfterTheProof(ByteBuffer.allocate(7).putInt(100));
    awaitLine("dropped a connection: ");
    start(member(1, "program"));
    theWorldIsUnharmed();
  }

  /** What one says who has the token, and then goes. */
  private void sayAfterTheProof(ByteBuffer bytes) throws Exception {
    try (Connection connection = Connection.open(new Meeting.Published(file).find(), trust(), 5000)) {
      connection.unframed().put(bytes.rewind());
    }
  }

  private void awaitLine(String beginning) {
    while (lines.stream().noneMatch(line -> line.startsWith(beginning))) Thread.onSpinWait();
  }

  @Test
  void aStrangerAtTheDoorOfAnotherTakesNobodysPlace() throws Exception {
    start(member(1, "program"));
    Membership third = member(2, "program");
    Gathering gathering = new Rendezvous(trust(), third.settings(), lines::add).join(third.meeting(), Member.self(third, 1));
    Member second = gathering.view().member(1);
    for (Member stranger : List.of(new Member(7, 3, "", "program", "h", "m", "", "", 1),
        new Member(2, 3, "", "other", "h", "m", "", "", 1), new Member(2, 3, "another", "program", "h", "m", "", "", 1))) {
      try (Connection connection = Connection.open(new InetSocketAddress(second.address(), second.port()), trust(), 5000)) {
        connection.write(stranger.toBytes());
        ByteBuffer answer = ByteBuffer.wrap(connection.read());
        assertThat(answer.get()).isEqualTo(Rendezvous.REFUSED);
        assertThat(StandardCharsets.UTF_8.decode(answer).toString())
            .isEqualTo("only processes of this world may connect, got id=" + stranger.id() + " from host=h");
      }
    }
    for (Connection control : gathering.controls()) control.close();
  }

  private Socket connect() throws Exception {
    return new Socket(InetAddress.getByName("localhost"), Integer.parseInt(Files.readString(file)));
  }
}
