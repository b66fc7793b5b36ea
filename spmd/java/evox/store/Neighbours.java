package evox.store;

import evox.codec.Codec;
import evox.codec.Malformed;
import evox.memory.UnnamedFile;
import evox.message.Messenger;
import evox.message.Peer;
import evox.message.PeerGone;
import java.util.function.LongFunction;

/** A store's way to those of other processes, over a channel of messages. */
final class Neighbours implements Far, AutoCloseable {

  private final Messenger messenger;
  private final int channel;
  private final Codec codec;
  private final Lender lender;
  private final Borrower borrower;

  Neighbours(Messenger messenger, int channel, Codec codec, String machine, StoreSettings settings,
      LongFunction<UnnamedFile> files) {
    this.messenger = messenger;
    this.channel = channel;
    this.codec = codec;
    this.lender = new Lender(files, this::send);
    this.borrower = new Borrower(machine, settings, this::send);
  }

  void open() {
    messenger.receive(channel, this::take);
  }

  private void send(Peer to, Parcel parcel) {
    try {
      messenger.send(to, channel, codec.encode(parcel));
    } catch (PeerGone e) {
      // On another thread: whoever sends may be in the middle of what is changed then.
      Thread.ofVirtual().start(() -> lost(to, e.getMessage()));
    }
  }

  private void take(Peer from, byte[] message) {
    Object parcel;
    try {
      parcel = codec.decode(message);
    } catch (Malformed e) {
      return;
    }
    switch (parcel) {
      case Parcel.Want want -> lender.want(from, want);
      case Parcel.Have have -> lender.have(from, have);
      case Parcel.Piece piece -> borrower.piece(piece);
      case Parcel.Refused refused -> lender.refused(from, refused);
      case Parcel.There there -> borrower.there(there);
      case Parcel.Gone gone -> borrower.gone(gone.number());
      default -> { }
    }
  }

  /** A process has left or is lost. */
  void lost(Peer peer, String cause) {
    lender.lost(peer);
    borrower.lost(peer, cause);
  }

  @Override
  public String owner() {
    return messenger.self().name();
  }

  @Override
  public String fetch(Stored stored, String stale) {
    for (Peer peer : messenger.peers()) {
      if (peer.name().equals(stored.owner())) return borrower.fetch(stored, peer, stale);
    }
    throw new IllegalStateException("an object must come from the process that put it, got no process=" + stored.owner()
        + " for " + stored);
  }

  @Override
  public void freed(long number) {
    lender.freed(number);
  }

  int copies() {
    return borrower.copies();
  }

  @Override
  public void close() {
    borrower.close();
  }
}
