package evox.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.kernel.PtxContract;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What NVRTC makes of the sources in the jar; it needs no GPU. */
class NvrtcTest extends PtxContract {

  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"([^\"]+)\"");

  /** Of other processors. */
  private static final List<String> NOT_THERE =
      List.of("wide/avx512.hpp", "wide/avx2.hpp", "wide/neon.hpp", "wide/baseline.hpp");

  @TempDir
  private Path folder;

  private static Nvrtc nvrtc() {
    try {
      return Nvrtc.load(System.getenv());
    } catch (GpuFailed e) {
      Assumptions.abort("no NVRTC here; install libnvrtc.so.12 or 13, or set EVOX_NVRTC to its file");
      throw e;
    }
  }

  private static List<CudaSource> sources() throws IOException {
    List<CudaSource> sources = new ArrayList<>();
    try (FileSystem jar = FileSystems.newFileSystem(Path.of("target/evox-spmd.jar"));
        Stream<Path> files = Files.list(Path.of("native/cuda"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".cu")).toList()) {
        String name = file.getFileName().toString();
        sources.add(CudaSource.ofModule(name.substring(0, name.lastIndexOf('.')), header -> {
          Path found = jar.getPath("native/source", header);
          return Files.exists(found) ? Files.readString(found) : null;
        }));
      }
    }
    assertThat(sources).hasSizeGreaterThan(5).doesNotContainNull();
    return sources;
  }

  @Override
  protected List<Path> modules() throws Exception {
    Nvrtc nvrtc = nvrtc();
    List<Path> modules = new ArrayList<>();
    for (CudaSource source : sources()) {
      Path file = folder.resolve(source.file().replaceFirst(".*/", "") + ".ptx");
      modules.add(Files.write(file, nvrtc.compile(source, Nvrtc.PORTABLE)));
    }
    return modules;
  }

  @Test
  void theJarHasAllThatItsModulesInclude() throws IOException {
    for (CudaSource source : sources()) {
      List<String> texts = new ArrayList<>(source.headers().values());
      texts.add(source.text());
      assertThat(texts).flatMap(text -> INCLUDE.matcher(text).results().map(found -> found.group(1)).toList())
          .allMatch(name -> source.headers().containsKey(name) || NOT_THERE.contains(name));
    }
  }

  @Test
  void whatDoesNotCompileIsAnsweredInTheCompilersWords() {
    Nvrtc nvrtc = nvrtc();
    assertThatThrownBy(() -> nvrtc.compile(new CudaSource("cuda/wrong.cu", "int wrong = right;", Map.of()),
        Nvrtc.PORTABLE))
        .isInstanceOf(GpuFailed.class).hasMessage("NVRTC " + nvrtc.version() + " must compile cuda/wrong.cu, got "
            + "NVRTC_ERROR_COMPILATION: cuda/wrong.cu(1): error: identifier \"right\" is undefined");
  }

  @Test
  void withoutAnyItSaysWhatWouldBringOne() {
    assertThatThrownBy(() -> Nvrtc.load(Map.of(Nvrtc.VARIABLE, "/absent/libnvrtc.so.12"))).isInstanceOf(GpuFailed.class)
        .hasMessage("this jar must hold kernels for CUDA, or NVRTC must be there to compile them, got neither; install nvcc "
            + "and build again with ./evox, or install NVRTC (libnvrtc.so.12 or 13), or set EVOX_NVRTC to its file");
  }

  @Test
  void whatIsKeptCountsOnlyIfItIsWhole() {
    byte[] image = {'t', 'e', 'x', 't', 0, -1};
    byte[] whole = CompiledModules.ended(image);
    assertThat(CompiledModules.whole(whole)).isEqualTo(image);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = new byte[length];
      System.arraycopy(whole, 0, cut, 0, length);
      assertThat(CompiledModules.whole(cut)).isNull();
    }
    whole[1] ^= 1;
    assertThat(CompiledModules.whole(whole)).isNull();
    assertThat(CompiledModules.whole(null)).isNull();
  }
}
