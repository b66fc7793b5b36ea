package evox.pool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Processes of this machine. */
class ProcessPoolTest extends PoolContract {

  private Pool pool;

  @Override
  Pool pool() {
    return pool;
  }

  @BeforeEach
  void open() {
    pool = Pool.processes(2);
  }

  @AfterEach
  void close() {
    pool.close();
  }
}
