package evox.store;

import evox.memory.UnnamedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies an object into a file of its own. It writes and does not map: where there is no room, a write says so, while a
 * mapped page that is not there ends the process.
 */
final class ObjectWriter {

  /** Before an object's bytes: its number, and nothing up to a cache line. */
  static final long HEADER = 64;

  /** Stays in the cache. */
  private static final long PIECE = 1 << 18;

  private final long number;
  private final StoreSettings settings;
  private final Room room;
  private long bytes;

  ObjectWriter(long number, StoreSettings settings, Room room) {
    this.number = number;
    this.settings = settings;
    this.room = room;
  }

  /** How many bytes there are, without the header. */
  long bytes() {
    return bytes;
  }

  UnnamedFile write(List<MemorySegment> segments, List<Part> parts) {
    bytes = parts.isEmpty() ? segments.get(0).byteSize() : parts.getLast().from() + parts.getLast().bytes();
    if (room.take(number, bytes)) {
      try {
        return write(settings.memory(), segments, parts);
      } catch (IOException e) {
        room.giveBack(number);
        settings.say().accept("object=" + number + " of " + bytes + " bytes goes to the disk: " + e.getMessage());
      } catch (RuntimeException e) {
        // What is put may be closed meanwhile by its owner.
        room.giveBack(number);
        throw e;
      }
    }
    return spill(segments, parts);
  }

  private UnnamedFile spill(List<MemorySegment> segments, List<Part> parts) {
    long free = StoreSettings.free(settings.disk());
    IOException cause = null;
    if (free >= bytes) {
      try {
        return write(settings.disk(), segments, parts);
      } catch (IOException e) {
        cause = e;
      }
    }
    throw new StoreFull("a store must have room for " + bytes + " bytes, got " + room.state() + "; and " + free
        + " bytes free on the disk at " + settings.disk() + (cause == null ? "" : " (" + cause.getMessage() + ")"),
        cause);
  }

  private UnnamedFile write(Path folder, List<MemorySegment> segments, List<Part> parts) throws IOException {
    UnnamedFile file = UnnamedFile.create(folder);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment piece = arena.allocate(Math.clamp(bytes, HEADER, PIECE), HEADER);
      piece.set(ValueLayout.JAVA_LONG, 0, number);
      write(file.channel(), piece.asSlice(0, HEADER), 0);
      Progress progress = new Progress("object=" + number + " is put", bytes, settings.say());
      for (int s = 0; s < segments.size(); s++) {
        long at = parts.isEmpty() ? 0 : parts.get(s).from();
        copy(segments.get(s), file.channel(), at, piece, progress);
      }
      // Where an object ends in an empty component, or has no bytes at all.
      if (file.channel().size() < HEADER + bytes) {
        write(file.channel(), piece.asSlice(0, 1).fill((byte) 0), HEADER + bytes - 1);
      }
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static void copy(
      MemorySegment source, FileChannel channel, long at, MemorySegment piece, Progress progress) throws IOException {
    for (long done = 0; done < source.byteSize();) {
      long count = Math.min(PIECE, source.byteSize() - done);
      MemorySegment next = source.asSlice(done, count);
      // The system reads from outside the heap only; a copy that stays in the cache costs little.
      if (!source.isNative()) next = piece.asSlice(0, count).copyFrom(next);
      write(channel, next, HEADER + at + done);
      done += count;
      progress.at(at + done);
    }
  }

  private static void write(FileChannel channel, MemorySegment bytes, long at) throws IOException {
    ByteBuffer buffer = bytes.asByteBuffer();
    while (buffer.hasRemaining()) at += channel.write(buffer, at);
  }
}
