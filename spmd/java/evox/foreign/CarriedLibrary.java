package evox.foreign;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The native module as the jar carries it, for this platform. */
final class CarriedLibrary implements CachedFile.Source {

  private final String platform = System.getProperty("os.name").toLowerCase(Locale.ROOT).split(" ")[0]
      + "-" + System.getProperty("os.arch");
  private final String entry = "native/" + platform + "/libevox-kernels.so";

  /** A jar knows the checksum of what it has; elsewhere all of it is read. */
  String checksum() throws IOException {
    String jar = System.getProperty("java.class.path");
    if (jar.endsWith(".jar") && jar.indexOf(File.pathSeparatorChar) < 0) {
      try (ZipFile zip = new ZipFile(jar)) {
        ZipEntry found = zip.getEntry(entry);
        if (found != null) return CachedFile.checksum(found.getCrc(), found.getSize());
      }
    }
    return CachedFile.checksum(open());
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = CarriedLibrary.class.getResourceAsStream("/" + entry);
    if (in != null) return in;
    throw new IOException("this jar was built without them for " + platform
        + "; install CMake and g++ and build again with ./evox");
  }
}
