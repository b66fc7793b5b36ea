package evox.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import evox.message.CuttingProxy;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What workers of another machine are told of a replica. Two and, once it is asked for, a third see files and processes of
 * their own, so that only they can share memory; all they say and hear goes over one wiretap.
 */
@Timeout(240)
class FarWorkerTest {

  private static final Duration LONG = Duration.ofSeconds(120);

  private static final List<String> MACHINE = List.of("unshare", "--user", "--map-root-user", "--pid", "--fork",
      "--kill-child", "--mount-proc");

  /** A third comes with the first line that this hears. */
  private static final List<String> TWO_AND_ONE =
      List.of("sh", "-c", "\"$@\" & \"$@\" & read line; \"$@\" & wait", "sh");

  record Model(double[] weights, double[] bias, long step) {}

  private final Pool pool =
      Pool.open(PoolSettings.processes(0).open("127.0.0.1", 0, "secret").saying(line -> { }));
  private CuttingProxy wiretap;
  private Process machine;

  @BeforeEach
  void start() throws Exception {
    assumeThat(new ProcessBuilder(Stream.concat(MACHINE.stream(), Stream.of("true")).toList()).start().waitFor())
        .as("namespaces for processes can be made here").isZero();
    wiretap = CuttingProxy.wiretap(pool.port());
    List<String> words = new ArrayList<>(MACHINE);
    words.addAll(TWO_AND_ONE);
    machine = OutsideWorker.to(wiretap.port(), "secret", words).redirectError(new File("/dev/null")).start();
    pool.await(2, LONG);
  }

  @AfterEach
  void close() throws Exception {
    pool.close();
    if (machine != null) machine.destroyForcibly().waitFor();
    if (wiretap != null) wiretap.close();
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  private static double seen(Model model, double x, Here here) {
    return model.weights()[model.weights().length - 1] + model.bias()[0] + model.step() + x;
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 1 << 16})
  void whatChangesComesToTheMachineOnce(int length) {
    int steps = 20;
    double[] bias = filled(length, 1);
    Replica<Model> replica = pool.replica(new Model(filled(length, 0), bias, 0));
    for (int step = 1; step <= steps; step++) {
      replica.set(new Model(filled(length, step), bias, step));
      assertThat(replica.each(FarWorkerTest::seen, 0.5)).containsExactly(2 * step + 1.5, 2 * step + 1.5);
    }
    int bytes = (steps + 1) * length * Double.BYTES;
    assertThat(wiretap.seen().length()).isBetween(bytes, bytes + bytes / 4);
    // Of weights and bias only what they are now is left.
    assertThat(objects(pool.store().state())).isLessThanOrEqualTo(2);
    awaitHeld(2);
  }

  /** How many objects a store says that it holds. */
  private static int objects(String state) {
    return state.split("object=", -1).length - 1;
  }

  /** The machine holds so many objects, however many there were. */
  private void awaitHeld(int count) {
    long end = System.nanoTime() + LONG.toNanos();
    int held;
    do {
      held = objects(String.join("", pool.each((x, here) -> here.store().state(), 0)));
    } while (held != count && System.nanoTime() < end);
    assertThat(held).isEqualTo(count);
  }

  @Test
  void eachTaskSeesItsVersionWhicheverTheMachineHas() {
    Replica<Model> replica = pool.replica(new Model(filled(100, 0), filled(200, 0), 0));
    List<Ref<Double>> refs = new ArrayList<>();
    for (int step = 1; step <= 60; step++) {
      Model last = replica.get();
      replica.set(new Model(step % 2 == 0 ? filled(100, step) : last.weights(),
          step % 3 == 0 ? filled(200, step) : last.bias(), step));
      refs.add(replica.submit((model, x, here) -> {
        // Unequally long, so that the two are not at the same version.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(model.step() % 4));
        return seen(model, x, here);
      }, 0.5));
    }
    for (int step = 1; step <= 60; step++) {
      assertThat(refs.get(step - 1).get()).isEqualTo(step / 2 * 2 + step / 3 * 3 + step + 0.5);
    }
  }

  @Test
  void whoeverKeptItMayGo() throws Exception {
    int length = 1 << 14;
    Replica<Model> replica = pool.replica(new Model(filled(length, 3), filled(length, 4), 5));
    assertThat(replica.each(FarWorkerTest::seen, 0.5)).containsExactly(12.5, 12.5);
    // Of two that have nothing to do the first is asked, which was given the components.
    Actor<Object> actor = pool.actor(Object::new);
    assertThatThrownBy(() -> actor.call((state, x) -> {
      Runtime.getRuntime().halt(1);
      return x;
    }, 0).get(LONG)).isInstanceOf(TaskFailed.class);
    machine.getOutputStream().write('\n');
    machine.getOutputStream().close();
    pool.await(2, LONG);
    assertThat(replica.each(FarWorkerTest::seen, 0.5)).containsExactly(12.5, 12.5);
    int bytes = 2 * length * Double.BYTES;
    assertThat(wiretap.seen().length()).isBetween(2 * bytes, 2 * bytes + bytes / 4);
  }
}
