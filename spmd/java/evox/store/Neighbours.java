package evox.store;

import evox.codec.Codec;
import evox.codec.Malformed;
import evox.memory.UnnamedFile;
import evox.message.Messenger;
import evox.message.Peer;
import evox.message.PeerGone;
import evox.message.Receiver;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** A store's way to those of other processes, over a channel of messages. */
final class Neighbours implements Far, Receiver, AutoCloseable {

  private final Messenger messenger;
  private final int channel;
  private final Codec codec;
  private final Lender lender;
  private final Borrower borrower;
  private final Holders holders;
  private final Holdings holdings;

  Neighbours(Messenger messenger, int channel, Codec codec, String machine, StoreSettings settings, Room room,
      Holders holders, LongFunction<UnnamedFile> files) {
    this.messenger = messenger;
    this.channel = channel;
    this.codec = codec;
    this.lender = new Lender(files, this::send);
    this.borrower = new Borrower(machine, settings, room, this::send);
    this.holders = holders;
    this.holdings = new Holdings(this::tell);
  }

  void open() {
    messenger.receive(channel, this);
  }

  private void send(Peer to, Parcel parcel) {
    messenger.awaitRoom(to, channel);
    tell(to, parcel);
  }

  /** Never waits for the other side. */
  private void tell(Peer to, Parcel parcel) {
    try {
      messenger.sendAtOnce(to, channel, MemorySegment.ofArray(codec.encode(parcel)));
    } catch (PeerGone e) {
      // On another thread: whoever sends may be in the middle of what is changed then.
      Thread.ofVirtual().start(() -> lost(to, e.getMessage()));
    }
  }

  @Override
  public void receive(Peer from, byte[] message) {
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
      case Parcel.Keep keep -> {
        holders.keep(keep.number(), from);
        tell(from, new Parcel.Kept());
      }
      case Parcel.Kept kept -> holdings.kept(from);
      case Parcel.Drop drop -> holders.drop(drop.number(), from);
      case Parcel.Tidy tidy -> Thread.ofVirtual().start(System::gc);
      default -> { }
    }
  }

  /** A process has left or is lost. */
  void lost(Peer peer, String cause) {
    lender.lost(peer);
    borrower.lost(peer, cause);
    holdings.lost(peer);
  }

  /** Only now: what it said before may have made it refer to something. */
  @Override
  public void ended(Peer from, String cause) {
    lost(from, cause == null ? "it has left" : cause);
    holders.lost(from);
  }

  @Override
  public String owner() {
    return messenger.self().name();
  }

  @Override
  public String fetch(Stored stored, String stale) {
    return borrower.fetch(stored, owner(stored).orElseThrow(() -> new IllegalStateException(
        "an object must come from the process that put it, got no process=" + stored.owner() + " for " + stored)), stale);
  }

  @Override
  public boolean place(Stored stored, Peer peer, String machine) {
    return lender.place(peer, stored.number(), machine);
  }

  @Override
  public void hold(Stored stored, byte[] values) {
    owner(stored).ifPresent(owner -> borrower.hold(owner, stored.number(), values));
  }

  private Optional<Peer> owner(Stored stored) {
    return messenger.peers().stream().filter(peer -> peer.name().equals(stored.owner())).findFirst();
  }

  @Override
  public Runnable keep(Stored stored) {
    return owner(stored).map(owner -> holdings.keep(stored.number(), owner)).orElse(() -> { });
  }

  @Override
  public CompletableFuture<Void> settled() {
    return holdings.settled();
  }

  @Override
  public void tidy() {
    holders.elsewhere().forEach(peer -> tell(peer, new Parcel.Tidy()));
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
