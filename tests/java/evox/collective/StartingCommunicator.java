package evox.collective;

import java.lang.foreign.MemorySegment;
import java.util.function.DoubleBinaryOperator;

/** Has every operation done in the background, and waits for it. */
record StartingCommunicator(Communicator of) implements Communicator {

  @Override
  public int rank() {
    return of.rank();
  }

  @Override
  public int size() {
    return of.size();
  }

  @Override
  public String transport() {
    return of.transport();
  }

  @Override
  public Liveness liveness() {
    return of.liveness();
  }

  @Override
  public void barrier() {
    start(of::barrier).await();
  }

  @Override
  public void broadcast(MemorySegment bytes, int root) {
    start(() -> of.broadcast(bytes, root)).await();
  }

  @Override
  public void allGather(MemorySegment mine, MemorySegment all, long[] lengths) {
    start(() -> of.allGather(mine, all, lengths)).await();
  }

  @Override
  public void gather(MemorySegment mine, MemorySegment all, long[] lengths, int root) {
    start(() -> of.gather(mine, all, lengths, root)).await();
  }

  @Override
  public void scatter(MemorySegment all, MemorySegment mine, long[] lengths, int root) {
    start(() -> of.scatter(all, mine, lengths, root)).await();
  }

  @Override
  public void allToAll(MemorySegment out, MemorySegment in) {
    start(() -> of.allToAll(out, in)).await();
  }

  @Override
  public void allReduce(MemorySegment longs, LongFold fold) {
    start(() -> of.allReduce(longs, fold)).await();
  }

  @Override
  public void reduce(MemorySegment longs, LongFold fold, int root) {
    start(() -> of.reduce(longs, fold, root)).await();
  }

  @Override
  public void allReduce(MemorySegment rows, MemorySegment folded, DoubleBinaryOperator operation) {
    start(() -> of.allReduce(rows, folded, operation)).await();
  }

  @Override
  public void reduce(MemorySegment rows, MemorySegment folded, DoubleBinaryOperator operation, int root) {
    start(() -> of.reduce(rows, folded, operation, root)).await();
  }

  @Override
  public void send(int to, MemorySegment bytes) {
    start(() -> of.send(to, bytes)).await();
  }

  @Override
  public void receive(int from, MemorySegment bytes) {
    start(() -> of.receive(from, bytes)).await();
  }

  @Override
  public Pending start(Runnable work) {
    return of.start(work);
  }

  @Override
  public Communicator split(int color) {
    return of.split(color);
  }

  @Override
  public void close() {
    of.close();
  }
}
