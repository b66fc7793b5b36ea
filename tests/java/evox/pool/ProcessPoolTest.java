package evox.pool;

/** Processes of this machine. */
class ProcessPoolTest extends PoolContract {

  @Override
  Pool open() {
    return Pool.processes(2);
  }
}
