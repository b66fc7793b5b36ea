package evox.world;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words by which this process was started, as Linux keeps them: all of them, whereas {@code ProcessHandle.Info} leaves
 * out what follows an empty one, and everything where they are longer than a page. Compiled for Java 8, since an older
 * Java hands them over to a newer one.
 */
public final class OwnWords {

  private OwnWords() {}

  /**
   * The program's name and its words, in bytes: Java decodes its arguments, and in the C locale it loses what is not ASCII.
   *
   * @return none where the system does not tell them
   */
  public static List<byte[]> read() {
    List<byte[]> words = new ArrayList<>();
    byte[] line;
    try {
      line = Files.readAllBytes(Paths.get("/proc/self/cmdline"));
    } catch (IOException e) {
      return words; // Not Linux.
    }
    int begin = 0;
    for (int i = 0; i < line.length; i++) {
      if (line[i] != 0) continue;
      words.add(Arrays.copyOfRange(line, begin, i));
      begin = i + 1;
    }
    return words;
  }

  /** The same as Java hands them to other programs, without the program's name. */
  static List<String> afterTheProgram() {
    Charset ofTheSystem = Charset.forName(System.getProperty("sun.jnu.encoding"));
    List<String> words = new ArrayList<>();
    for (byte[] word : read()) words.add(new String(word, ofTheSystem));
    return words.isEmpty() ? words : words.subList(1, words.size());
  }
}
