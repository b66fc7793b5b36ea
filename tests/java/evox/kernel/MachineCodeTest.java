package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build with names of processors puts beside the PTX. Needs nvcc. */
class MachineCodeTest {

  /** Of a fatbin: a header, and before each image one of its own. */
  private static final int MAGIC = 0xba55ed50;
  private static final int HEADER_BYTES = 16;
  private static final int KIND = 0;
  private static final int KIND_PTX = 1;
  private static final int ENTRY_HEADER_BYTES = 4;
  private static final int ENTRY_BYTES = 8;
  private static final int ENTRY_ARCHITECTURE = 28;

  /** From Turing to Blackwell. */
  private static final List<String> PROCESSORS = List.of("75", "80", "86", "89", "90", "100", "120");

  /** Of machine code, which is a file in the ELF format. */
  private static final int ELF_MACHINE = 18;
  private static final int ELF_OF_CUDA = 190;

  @TempDir
  private Path folder;

  private static Stream<String> images(ByteBuffer fatbin) {
    List<String> images = new ArrayList<>();
    assertThat(fatbin.getInt(0)).isEqualTo(MAGIC);
    for (int at = HEADER_BYTES; at < fatbin.limit();) {
      String kind = fatbin.getShort(at + KIND) == KIND_PTX ? "ptx" : "elf";
      images.add(kind + " " + fatbin.getInt(at + ENTRY_ARCHITECTURE));
      at += fatbin.getInt(at + ENTRY_HEADER_BYTES) + Math.toIntExact(fatbin.getLong(at + ENTRY_BYTES));
    }
    return images.stream();
  }

  private static ByteBuffer read(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void theProcessorsThatAreNamedHaveTheirMachineCode() throws Exception {
    NativeBuild.assumeTools("apt-get install cmake g++", "cmake", "g++");
    assumeTrue(Stream.concat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/local/cuda/bin"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, "nvcc"))), "no nvcc here; install the CUDA toolkit");
    Path resources = Path.of("target/native/machine-code/resources").toAbsolutePath();
    Path build = NativeBuild.build("machine-code", "cuda-uniform", "-DEVOX_CUDA_ARCHITECTURES=" + String.join(";", PROCESSORS),
        "-DEVOX_RESOURCES=" + resources);
    assertThat(images(read(resources.resolve("native/cuda/uniform.fatbin")))).containsExactlyInAnyOrderElementsOf(
        Stream.concat(Stream.of("ptx 75"), PROCESSORS.stream().map(processor -> "elf " + processor)).toList());
    for (String processor : PROCESSORS) {
      ByteBuffer code = read(build.resolve("cuda/uniform." + processor + ".cubin"));
      assertThat(code.getShort(ELF_MACHINE)).isEqualTo((short) ELF_OF_CUDA);
    }
  }

  /** The processor's kernels are built all the same, and the jar has the sources for NVRTC. */
  @Test
  void toolsThatAreTooOldLeaveTheModulesToNvrtc() throws Exception {
    NativeBuild.assumeTools("apt-get install cmake g++", "cmake", "g++");
    Path nvcc = tool("echo 'Cuda compilation tools, release 11.5, V11.5.119'");
    Path others = tool("echo '--compress-all'");
    Path build = NativeBuild.build("old-nvcc", "help", "-DEVOX_NVCC=" + nvcc, "-DEVOX_PTXAS=" + others,
        "-DEVOX_FATBINARY=" + others, "-DEVOX_RESOURCES=" + folder.resolve("resources"));
    assertThat(Files.readString(build.resolve("Makefile"))).contains("\nevox-kernels:").doesNotContain("cuda-uniform");
  }

  private Path tool(String does) throws IOException {
    Path file = Files.createTempFile(folder, "tool", "");
    Files.writeString(file, "#!/bin/sh\n" + does + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /** What the build of before made is what a jar without names of processors has. */
  @Test
  void withoutNamesThereIsPtxAlone() throws IOException {
    Path module = Path.of("target/native/resources/native/cuda/uniform.fatbin");
    assumeTrue(Files.exists(module) && cached().contains("EVOX_CUDA_ARCHITECTURES:STRING=\n"), "no such build here");
    assertThat(images(read(module))).containsExactly("ptx 75");
  }

  private static String cached() throws IOException {
    return Files.readString(Path.of("target/native/build/CMakeCache.txt"));
  }
}
