package evox.collective;

/** What is known of some of the ranks, renumbered in their order. */
record SubsetLiveness(Liveness liveness, int[] members) implements Liveness {

  @Override
  public PeerLost loss() {
    return liveness.loss();
  }

  @Override
  public int inWorld(int rank) {
    return liveness.inWorld(members[rank]);
  }

  @Override
  public String name(int rank) {
    return liveness.name(members[rank]);
  }

  @Override
  public boolean hasLeft(int rank) {
    return liveness.hasLeft(members[rank]);
  }

  @Override
  public long deadlineNanos() {
    return liveness.deadlineNanos();
  }

  @Override
  public boolean someoneWorks() {
    return liveness.someoneWorks();
  }

  @Override
  public void waits(boolean waiting) {
    liveness.waits(waiting);
  }

  @Override
  public PeerLost report(PeerLost loss) {
    return liveness.report(loss);
  }
}
