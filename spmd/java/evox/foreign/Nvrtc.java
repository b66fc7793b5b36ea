package evox.foreign;

import com.sun.jna.NativeLibrary;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** NVIDIA's compiler for kernels, as a library: for a jar that was built where there was no nvcc. */
final class Nvrtc {

  /** Names the library's file, in place of the ones that the system finds. */
  static final String VARIABLE = "EVOX_NVRTC";

  private static final List<String> NAMES = List.of("libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so");

  /** As the build has nvcc compile: the oldest processor that it knows, and nothing joined that is written apart. */
  static final List<String> OPTIONS = List.of("--gpu-architecture=compute_75", "--fmad=false", "-std=c++17", "-w",
      "-default-device", "-DEVOX_CUDA", "-DEVOX_ENGINE=cuda");

  private final String version;

  private Nvrtc(String version) {
    this.version = version;
  }

  /**
   * Loads the library.
   *
   * @throws GpuFailed if there is none, and what would bring one
   */
  static Nvrtc load(Map<String, String> environment) {
    LibNvrtc.bind(library(environment));
    int[] major = new int[1];
    int[] minor = new int[1];
    require("nvrtcVersion", LibNvrtc.nvrtcVersion(major, minor));
    return new Nvrtc(major[0] + "." + minor[0]);
  }

  private static NativeLibrary library(Map<String, String> environment) {
    String given = environment.getOrDefault(VARIABLE, "");
    UnsatisfiedLinkError last = null;
    for (String name : given.isBlank() ? NAMES : List.of(Path.of(given).toAbsolutePath().toString())) {
      try {
        if (!given.isBlank()) SharedObject.requireWhole(Path.of(name));
        return NativeLibrary.getInstance(name);
      } catch (UnsatisfiedLinkError e) {
        last = e;
      } catch (IOException e) {
        throw missing(e);
      }
    }
    throw missing(last);
  }

  private static GpuFailed missing(Throwable cause) {
    return new GpuFailed("this jar must hold kernels for CUDA, or NVRTC must be there to compile them, got neither; install "
        + "nvcc and build again with ./evox, or install NVRTC (libnvrtc.so.12 or 13), or set " + VARIABLE + " to its file",
        cause);
  }

  /** The version, such as 12.9. */
  String version() {
    return version;
  }

  /**
   * Compiles a module to PTX, which every driver for CUDA 12 takes.
   *
   * @throws GpuFailed if it does not compile, in the compiler's words
   */
  String compile(CudaSource source) {
    long[] program = new long[1];
    String[] names = source.headers().keySet().toArray(String[]::new);
    String[] texts = source.headers().values().toArray(String[]::new);
    require("nvrtcCreateProgram", LibNvrtc.nvrtcCreateProgram(program, source.text(), source.file(), names.length,
        new StringArray(texts), new StringArray(names)));
    try {
      int compiled = LibNvrtc.nvrtcCompileProgram(program[0], OPTIONS.size(),
          new StringArray(OPTIONS.toArray(String[]::new)));
      if (compiled != 0) {
        throw new GpuFailed("NVRTC " + version + " must compile " + source.file() + ", got "
            + LibNvrtc.nvrtcGetErrorString(compiled) + ": " + firstError(log(program[0])));
      }
      // What is used needs no later one, and drivers refuse one that is later than they are.
      return ptx(program[0]).replaceFirst("(?m)^\\.version .*$", ".version 7.8");
    } finally {
      LibNvrtc.nvrtcDestroyProgram(program);
    }
  }

  private static String log(long program) {
    long[] bytes = new long[1];
    require("nvrtcGetProgramLogSize", LibNvrtc.nvrtcGetProgramLogSize(program, bytes));
    byte[] log = new byte[Math.toIntExact(bytes[0])];
    require("nvrtcGetProgramLog", LibNvrtc.nvrtcGetProgramLog(program, log));
    return text(log);
  }

  private static String firstError(String log) {
    return log.lines().filter(line -> line.contains("error")).findFirst().orElse(log.lines().findFirst().orElse(""));
  }

  private static String ptx(long program) {
    long[] bytes = new long[1];
    require("nvrtcGetPTXSize", LibNvrtc.nvrtcGetPTXSize(program, bytes));
    byte[] ptx = new byte[Math.toIntExact(bytes[0])];
    require("nvrtcGetPTX", LibNvrtc.nvrtcGetPTX(program, ptx));
    return text(ptx);
  }

  /** Without the zero that ends it. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
  }

  private static void require(String call, int error) {
    if (error != 0) throw new GpuFailed(call + " must succeed, got " + LibNvrtc.nvrtcGetErrorString(error));
  }
}
