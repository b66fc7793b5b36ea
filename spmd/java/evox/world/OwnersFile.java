package evox.world;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file of this machine by which a user's processes find one another, in a folder where others may have files too. */
record OwnersFile(Path path) {

  /** Writes it, complete or not at all, in place of one that is there. */
  void replace(String text) throws IOException {
    Files.move(part(text), path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes it unless it is there: of several who do so at once, all read what the first has written. */
  String readOrWrite(String text) throws IOException {
    Path part = part(text);
    try {
      Files.createLink(path, part);
    } catch (FileAlreadyExistsException e) {
      // Another was first.
    } finally {
      Files.delete(part);
    }
    return read();
  }

  /**
   * What it says.
   *
   * @throws IOException if it is not there, or somebody else has put it there
   */
  String read() throws IOException {
    var owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    var self = Files.getOwner(Path.of("/proc/self"));
    if (!owner.equals(self)) {
      throw new NotOurs("the file by which processes meet must be their user's, got file=" + path + " of user=" + owner
          + "; set EVOX_COORDINATOR=host:port, or to another file");
    }
    return Files.readString(path);
  }

  private Path part(String text) throws IOException {
    Path part = Files.createTempFile(path.getParent(), "evox", ".part",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(part, text);
  }

  /** Somebody else's, which waiting does not change. */
  static final class NotOurs extends IOException {

    private static final long serialVersionUID = 1L;

    NotOurs(String message) {
      super(message);
    }
  }
}
