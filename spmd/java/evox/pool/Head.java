package evox.pool;

import evox.codec.Codec;
import evox.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** What all views of a pool share: the scheduler, and the numbers of calls. */
final class Head implements AutoCloseable {

  private final Scheduler scheduler;
  private final Codec codec;
  private final ObjectStore store;
  private final int port;
  private final Runnable release;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong names = new AtomicLong();
  private final Thread teller;

  /**
   * @param codec for what goes to other processes; null where all workers are threads of this one
   * @param store of this process
   * @param port at which workers come in; 0 where none can
   * @param release ends the workers
   */
  Head(Scheduler scheduler, Codec codec, ObjectStore store, int port, Runnable release) {
    this.scheduler = scheduler;
    this.codec = codec;
    this.store = store;
    this.port = port;
    this.release = release;
    this.teller = Thread.ofVirtual().start(this::tell);
  }

  private void tell() {
    try {
      while (true) {
        Thread.sleep(1000);
        scheduler.tell();
      }
    } catch (InterruptedException e) {
      // The pool is closed.
    }
  }

  Codec codec() {
    return codec;
  }

  int port() {
    return port;
  }

  ObjectStore store() {
    return store;
  }

  boolean await(int workers, long nanos) {
    try {
      return scheduler.await(workers, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("waiting for workers must not be interrupted, got " + e, e);
    }
  }

  List<Worker> workers() {
    return scheduler.workers();
  }

  String present() {
    return scheduler.present();
  }

  /** A number that nothing else of this pool has. */
  long name() {
    return names.getAndIncrement();
  }

  /** Submits a function for some arguments; the futures are in their order. */
  List<Work> submit(Body body, List<?> arguments, Resources demand, int retries, Version version) {
    Call call = new Call(calls.getAndIncrement(), body, encode(body), demand, retries, version, null);
    List<Work> works = new ArrayList<>(arguments.size());
    for (Object argument : arguments) works.add(new Work(call, works.size(), argument, encode(argument)));
    scheduler.submit(call, works);
    return works;
  }

  /** Submits a function once for each worker there is. */
  List<Work> each(Body body, Object argument, Resources demand, Version version) {
    List<Work> works = new ArrayList<>();
    long number = calls.getAndIncrement();
    for (Worker worker : scheduler.workers()) {
      Call call = new Call(number, body, encode(body), demand, 0, version, worker);
      Work work = new Work(call, works.size(), argument, encode(argument));
      works.add(work);
      scheduler.submit(call, List.of(work));
    }
    return works;
  }

  private Encoded encode(Object value) {
    return codec == null ? null : Encoded.travelling(value, codec, store);
  }

  ActorSeat actor(Body start, Resources demand, int restarts) {
    ActorSeat seat = new ActorSeat(name(), start, encode(start), demand, restarts, scheduler);
    scheduler.seat(seat);
    return seat;
  }

  <R> Ref<R> call(ActorSeat seat, Body body, Object argument, int retries) {
    Call call = new Call(calls.getAndIncrement(), body, encode(body), seat.demand(), retries, null, null);
    Work work = new Work(call, 0, argument, encode(argument));
    seat.call(work);
    return ref(work);
  }

  @SuppressWarnings("unchecked")
  static <R> Ref<R> ref(Work work) {
    return new Ref<>((CompletableFuture<R>) work.future(), work.toString());
  }

  @Override
  public void close() {
    teller.interrupt();
    scheduler.end("a closed pool");
    release.run();
    store.close();
  }
}
