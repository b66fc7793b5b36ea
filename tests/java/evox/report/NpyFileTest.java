package evox.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import evox.array.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {

  @TempDir
  private Path folder;

  @Test
  void aVectorIsTheDocumentedBytes() throws IOException {
    Path path = folder.resolve("v.npy");
    NpyFile.write(path, 1.0, -2.5);
    byte[] bytes = Files.readAllBytes(path);
    String header = new String(bytes, 0, 128, StandardCharsets.ISO_8859_1);
    assertThat(header).startsWith("\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f8', 'fortran_order': False, "
        + "'shape': (2,), }   ").endsWith(" \n");
    assertThat(bytes).hasSize(128 + 16).endsWith(0, 0, 0, 0, 0, 0, 4, 0xc0);
  }

  @Test
  void anElementOfAnotherSizeIsRefused() {
    try (NpyFile file = NpyFile.create(folder.resolve("x.npy"), 3)) {
      assertThatThrownBy(() -> file.append(1, 2)).hasMessage(
          "an element must have as many values as its shape, 3, got values=2");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void numPyReadsTheSameValues() throws Exception {
    Matrix matrix = Matrix.tiles(1000, 3);
    for (int i = 0; i < 1000; i++) for (int j = 0; j < 3; j++) matrix.set(i, j, i + j / 4.0);
    NpyFile.write(folder.resolve("matrix.npy"), matrix);
    try (NpyFile history = NpyFile.create(folder.resolve("history.npy"), 1000, 3)) {
      history.append(matrix);
      history.append(matrix);
      history.finish();
    }
    NpyFile.write(folder.resolve("special.npy"), Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE);
    String answer = numPy("""
        import numpy as np
        matrix = np.load('matrix.npy')
        expected = np.arange(1000.)[:, None] + np.arange(3) / 4
        print(matrix.shape, np.array_equal(matrix, expected))
        history = np.load('history.npy', mmap_mode='r')
        print(history.shape, np.array_equal(history[1], expected))
        print([x.hex() for x in np.load('special.npy')])
        """);
    assertThat(answer).isEqualTo("""
        (1000, 3) True
        (2, 1000, 3) True
        ['nan', 'inf', '-0x0.0p+0', '0x0.0000000000001p-1022']
        """);
  }

  private String numPy(String program) throws IOException, InterruptedException {
    assumeTrue(succeeds("import numpy"), "needs python3 with NumPy: apt-get install python3-numpy");
    Process process = new ProcessBuilder("python3", "-c", program).directory(folder.toFile())
        .redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean succeeds(String program) throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", program).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
