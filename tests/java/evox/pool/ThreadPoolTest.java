package evox.pool;

/** Threads of this process. */
class ThreadPoolTest extends PoolContract {

  @Override
  Pool open() {
    return Pool.local(3);
  }
}
