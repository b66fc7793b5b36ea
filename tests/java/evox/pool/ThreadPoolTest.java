package evox.pool;

import org.junit.jupiter.api.AfterEach;

/** Threads of this process. */
class ThreadPoolTest extends PoolContract {

  private final Pool pool = Pool.local(3);

  @Override
  Pool pool() {
    return pool;
  }

  @AfterEach
  void close() {
    pool.close();
  }
}
