package evox.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module of kernels as it is written, with all that it includes.
 *
 * @param file its own file
 * @param text of that file
 * @param headers the text of every file that it includes, by its name
 */
record CudaSource(String file, String text, Map<String, String> headers) {

  /** Finds a file by its name below {@code native}; null where there is none. */
  interface Files {
    String read(String name) throws IOException;
  }

  /** What the kernels use of the language's own headers, and of GCC's: a compiler that runs with a program has neither. */
  private static final Map<String, String> LANGUAGE = Map.of("cstring", "", "cstdlib", "", "cstdint", """
      using int32_t = int;
      using int64_t = long;
      using uint32_t = unsigned int;
      using uint64_t = unsigned long;
      #define __builtin_inf() __builtin_bit_cast(double, 0x7ff0000000000000)
      #define __builtin_nan(text) __builtin_bit_cast(double, 0x7ff8000000000000)
      #define __builtin_fma __fma_rn
      #define __builtin_ceil ::ceil
      """);

  private static final Pattern INCLUDE = Pattern.compile("(?m)^ *# *include [\"<]([^\">]+)[\">]");

  /** A module's; null where the jar has no sources. */
  static CudaSource ofModule(String module) throws IOException {
    return ofModule(module, name -> {
      try (InputStream in = CudaSource.class.getResourceAsStream("/native/source/" + name)) {
        return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    });
  }

  static CudaSource ofModule(String module, Files files) throws IOException {
    String file = "cuda/" + module + ".cu";
    String text = files.read(file);
    if (text == null) return null;
    Map<String, String> headers = new TreeMap<>();
    addIncluded(text, files, headers);
    return new CudaSource(file, text, headers);
  }

  /** Those for other processors are named, too, and are not there. */
  private static void addIncluded(String text, Files files, Map<String, String> headers) throws IOException {
    Map<String, String> fresh = new LinkedHashMap<>();
    Matcher include = INCLUDE.matcher(text);
    while (include.find()) {
      String name = include.group(1);
      String header = LANGUAGE.containsKey(name) ? LANGUAGE.get(name) : files.read(name);
      if (header != null && headers.putIfAbsent(name, header) == null) fresh.put(name, header);
    }
    for (String header : fresh.values()) addIncluded(header, files, headers);
  }

  /** Tells it from any other. */
  String checksum() {
    StringBuilder all = new StringBuilder(file).append(text);
    headers.forEach((name, header) -> all.append(name).append(header));
    return CachedFile.checksum(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
