package evox.collective;

/** What is known of some of the ranks, renumbered in their order. */
record SubsetLiveness(Liveness liveness, int[] members) implements Liveness {

  @Override
  public PeerLost loss() {
    return liveness.loss();
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
}
