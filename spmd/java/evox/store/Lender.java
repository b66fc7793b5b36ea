package evox.store;

import evox.memory.UnnamedFile;
import evox.message.Peer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;

/** Gives objects of this process to other machines, each machine once. */
final class Lender {

  /** Bytes of a message: some of them are on their way while others are read. */
  private static final int PIECE = 1 << 20;

  /** A machine's copy of an object: who fetches it or has it, and who waits. */
  private static final class Copy {
    private Peer holder;
    private String path;
    private final Queue<Peer> waiting = new ArrayDeque<>();
  }

  private record Key(long number, String machine) {}

  private final LongFunction<UnnamedFile> files;
  private final BiConsumer<Peer, Parcel> send;
  private final Map<Key, Copy> copies = new HashMap<>();

  /** @param files the objects of this process; null for one that it has not got */
  Lender(LongFunction<UnnamedFile> files, BiConsumer<Peer, Parcel> send) {
    this.files = files;
    this.send = send;
  }

  /**
   * Has a process hold an object for its machine, if nobody there does or is about to.
   *
   * @return whether it does: then it has to be sent the object
   */
  synchronized boolean place(Peer peer, long number, String machine) {
    Copy copy = copies.computeIfAbsent(new Key(number, machine), key -> new Copy());
    if (copy.holder != null) return false;
    copy.holder = peer;
    return true;
  }

  synchronized void want(Peer peer, Parcel.Want want) {
    Copy copy = copies.computeIfAbsent(new Key(want.number(), want.machine()), key -> new Copy());
    if (copy.path != null && copy.path.equals(want.stale())) {
      copy.path = null;
      copy.holder = null;
    }
    if (copy.path != null) {
      send.accept(peer, new Parcel.There(want.number(), copy.path));
    } else if (copy.holder != null) {
      copy.waiting.add(peer);
    } else {
      copy.holder = peer;
      lend(peer, want.number(), want.machine());
    }
  }

  /** On a thread of its own: it waits for the other side to take what was sent. */
  private void lend(Peer peer, long number, String machine) {
    Thread.ofVirtual().start(() -> {
      UnnamedFile file = files.apply(number);
      if (file == null || !copy(file, peer, number)) gone(peer, new Key(number, machine));
    });
  }

  /** There is nothing to copy any more; all who wait for it hear that. */
  private synchronized void gone(Peer peer, Key key) {
    send.accept(peer, new Parcel.Gone(key.number()));
    Copy copy = copies.get(key);
    if (copy == null || !peer.equals(copy.holder)) return;
    copies.remove(key);
    for (Peer waiting : copy.waiting) send.accept(waiting, new Parcel.Gone(key.number()));
  }

  private boolean copy(UnnamedFile file, Peer peer, long number) {
    try {
      long size = file.channel().size();
      for (long at = 0; at < size;) {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, size - at));
        while (piece.hasRemaining()) {
          if (file.channel().read(piece, at + piece.position()) < 0) throw new EOFException();
        }
        send.accept(peer, new Parcel.Piece(number, at, piece.array(), size));
        at += piece.capacity();
      }
      return true;
    } catch (IOException e) {
      // Freed meanwhile.
      return false;
    }
  }

  synchronized void have(Peer peer, Parcel.Have have) {
    Copy copy = copies.get(new Key(have.number(), have.machine()));
    if (copy == null) {
      // Freed while it was on its way: whoever freed it could not tell of a copy that was not there yet.
      send.accept(peer, new Parcel.Gone(have.number()));
      return;
    }
    if (!peer.equals(copy.holder)) return;
    copy.path = have.path();
    for (Peer waiting : copy.waiting) send.accept(waiting, new Parcel.There(have.number(), have.path()));
    copy.waiting.clear();
  }

  /** A process has no room for an object: another that waits for it tries. */
  synchronized void refused(Peer peer, Parcel.Refused refused) {
    Key key = new Key(refused.number(), refused.machine());
    Copy copy = copies.get(key);
    if (copy != null && copy.path == null && peer.equals(copy.holder) && !passOn(key, copy)) copies.remove(key);
  }

  /** Whoever waits first becomes the holder; returns whether anybody does. */
  private boolean passOn(Key key, Copy copy) {
    copy.path = null;
    copy.holder = copy.waiting.poll();
    if (copy.holder == null) return false;
    lend(copy.holder, key.number(), key.machine());
    return true;
  }

  /** A process is gone, and its copies with it: who waits for one becomes its holder. */
  synchronized void lost(Peer peer) {
    for (Iterator<Map.Entry<Key, Copy>> entries = copies.entrySet().iterator(); entries.hasNext();) {
      Map.Entry<Key, Copy> entry = entries.next();
      Copy copy = entry.getValue();
      copy.waiting.remove(peer);
      if (peer.equals(copy.holder) && !passOn(entry.getKey(), copy)) entries.remove();
    }
  }

  /** An object is freed: whoever holds a copy of it lets go of it, and whoever waits for one need not any more. */
  synchronized void freed(long number) {
    copies.entrySet().removeIf(entry -> {
      if (entry.getKey().number() != number) return false;
      Copy copy = entry.getValue();
      if (copy.path != null) send.accept(copy.holder, new Parcel.Gone(number));
      for (Peer waiting : copy.waiting) send.accept(waiting, new Parcel.Gone(number));
      return true;
    });
  }
}
