package evox.collective;

import evox.memory.Memory;

/**
 * Blocks go by way of the memory of their processes.
 *
 * @param ranks who carries them; stays open
 */
public record HostBlocks(Communicator ranks) implements BlockCommunicator {

  @Override
  public String transport() {
    return ranks.transport();
  }

  @Override
  public void allGather(Memory mine, Memory all, long[] lengths) {
    long total = 0;
    for (long length : lengths) total += length;
    ranks.allGather(mine.forReading().asSlice(0, lengths[ranks.rank()]), all.segment().asSlice(0, total), lengths);
  }

  @Override
  public void allReduce(Memory longs, long count, LongFold fold) {
    ranks.allReduce(longs.segment().asSlice(0, count * Long.BYTES), fold);
  }

  @Override
  public void close() {}
}
