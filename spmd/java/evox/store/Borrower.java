package evox.store;

import evox.memory.UnnamedFile;
import evox.message.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/** Brings objects of other machines here. */
final class Borrower {

  /** An object on its way, or here. */
  private static final class Loan {
    private final Peer owner;
    private final CompletableFuture<String> path = new CompletableFuture<>();
    private UnnamedFile file;
    private long written;
    private Progress progress;

    private Loan(Peer owner) {
      this.owner = owner;
    }
  }

  private final String machine;
  private final StoreSettings settings;
  private final Room room;
  private final BiConsumer<Peer, Parcel> send;
  private final Map<Long, Loan> loans = new HashMap<>();

  Borrower(String machine, StoreSettings settings, Room room, BiConsumer<Peer, Parcel> send) {
    this.machine = machine;
    this.settings = settings;
    this.room = room;
    this.send = send;
  }

  /**
   * Where the object is on this machine, once it is.
   *
   * @param stale where it should have been; empty at first
   */
  String fetch(Stored stored, Peer owner, String stale) {
    Loan loan;
    boolean first;
    synchronized (this) {
      first = !loans.containsKey(stored.number());
      loan = loans.computeIfAbsent(stored.number(), number -> new Loan(owner));
    }
    if (first) send.accept(owner, new Parcel.Want(stored.number(), machine, stale));
    try {
      return loan.path.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("an object must come from the process that put it, got " + e.getCause().getMessage()
          + " for " + stored, e);
    }
  }

  /** Holds an object that has come by another way, for all processes of its machine; returns before it does. */
  synchronized void hold(Peer owner, long number, byte[] values) {
    loans.computeIfAbsent(number, n -> new Loan(owner));
    // Making a file takes longer than whoever has the object needs to wait.
    Thread.ofVirtual().start(() -> piece(Parcel.Piece.whole(number, values)));
  }

  synchronized void piece(Parcel.Piece piece) {
    Loan loan = loans.get(piece.number());
    // Of an object that was refused and is asked for again, pieces of the first time may still come.
    if (loan == null || loan.path.isDone() || piece.at() != loan.written) return;
    try {
      if (loan.file == null) {
        // Without waiting for room: the next pieces come on this thread.
        boolean fits = StoreSettings.free(settings.memory()) > piece.size() && room.takeAtOnce(piece.number(), piece.size());
        loan.file = UnnamedFile.create(fits ? settings.memory() : settings.disk());
        loan.progress = new Progress("object=" + piece.number() + " is fetched", piece.size(), settings.say());
      }
      ByteBuffer bytes = ByteBuffer.wrap(piece.bytes());
      while (bytes.hasRemaining()) loan.written += loan.file.channel().write(bytes, loan.written);
      loan.progress.at(loan.written);
      if (loan.written < piece.size()) return;
      String path = loan.file.path().toString();
      send.accept(loan.owner, new Parcel.Have(piece.number(), machine, path));
      loan.path.complete(path);
    } catch (IOException e) {
      fail(piece.number(), "no room on this machine: " + e.getMessage());
      send.accept(loan.owner, new Parcel.Refused(piece.number(), machine));
    }
  }

  synchronized void there(Parcel.There there) {
    Loan loan = loans.remove(there.number());
    // Not kept: who holds the copy may go, and another then has to be asked for.
    if (loan == null) return;
    if (there.path().matches(Stored.OPEN_FILE)) loan.path.complete(there.path());
    else loan.path.completeExceptionally(new IOException("a path that is no open file: " + there.path()));
  }

  synchronized void gone(long number) {
    fail(number, "an object that has been freed");
  }

  synchronized void lost(Peer owner, String cause) {
    loans.entrySet().stream().filter(loan -> loan.getValue().owner.equals(owner)).map(Map.Entry::getKey).toList()
        .forEach(number -> fail(number, cause));
  }

  private void fail(long number, String cause) {
    Loan loan = loans.remove(number);
    if (loan == null) return;
    loan.path.completeExceptionally(new IOException(cause));
    close(number, loan);
  }

  private void close(long number, Loan loan) {
    room.giveBack(number);
    try {
      if (loan.file != null) loan.file.close();
    } catch (IOException e) {
      // Its memory is given back with the process at the latest.
    }
  }

  synchronized void close() {
    loans.forEach(this::close);
    loans.clear();
  }

  /** How many copies this process holds for its machine. */
  synchronized int copies() {
    return (int) loans.values().stream().filter(loan -> loan.file != null).count();
  }
}
