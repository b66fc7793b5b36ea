package evox.launch.handover;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** A folder that a Java is installed in, and which Java that is. */
public final class JavaHome {

  /** The least that the toolkit runs on. */
  public static final int NEEDED = 25;

  private final File folder;
  private final int version;

  private JavaHome(File folder, int version) {
    this.folder = folder;
    this.version = version;
  }

  /** The one that runs this process. */
  public static JavaHome ofThisProcess() {
    return new JavaHome(new File(System.getProperty("java.home")), feature(System.getProperty("java.version")));
  }

  /** The one in a folder, as its {@code release} file says; version 0 where there is none. */
  public static JavaHome in(File folder) {
    int version = 0;
    try {
      for (String line : Files.readAllLines(new File(folder, "release").toPath(), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("JAVA_VERSION=")) version = feature(line.substring(13).replace("\"", ""));
      }
    } catch (IOException e) {
      return new JavaHome(folder, 0);
    }
    return new JavaHome(folder, version);
  }

  /** Whether the toolkit runs on it. */
  public boolean suits() {
    return version >= NEEDED;
  }

  /** The program to start; it may be absent. */
  File program() {
    return new File(folder, "bin/java");
  }

  /** 8, 17, 25; 0 where there is no Java. */
  public int version() {
    return version;
  }

  @Override
  public String toString() {
    return folder + (version == 0 ? " (no Java)" : " (Java " + version + ")");
  }

  /** 8 of {@code 1.8.0_402}, 25 of {@code 25.0.3} and of {@code 25-ea}. */
  private static int feature(String version) {
    String digits = version.startsWith("1.") ? version.substring(2) : version;
    int end = 0;
    while (end < digits.length() && Character.isDigit(digits.charAt(end))) end++;
    return end == 0 ? 0 : Integer.parseInt(digits.substring(0, end));
  }
}
