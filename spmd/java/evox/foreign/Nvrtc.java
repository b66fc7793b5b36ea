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

  /** The oldest processor that all know, for PTX that a driver compiles for its own. */
  static final String PORTABLE = "compute_75";

  private final String version;

  private Nvrtc(String version) {
    this.version = version;
  }

  /** As the build has nvcc compile: nothing is joined that is written apart. */
  static List<String> options(String architecture) {
    return List.of("--gpu-architecture=" + architecture, "--fmad=false", "-std=c++17", "-w", "-default-device",
        "-DEVOX_CUDA", "-DEVOX_ENGINE=cuda");
  }

  /**
   * Loads the library.
   *
   * @throws GpuFailed if there is none, and what would bring one
   */
  static Nvrtc load(Map<String, String> environment) {
    NativeLibrary library = library(environment);
    try {
      LibNvrtc.bind(library);
    } catch (UnsatisfiedLinkError e) {
      throw new GpuFailed("NVRTC must be that of CUDA 12 or newer, got one without a function of it: "
          + e.getMessage().lines().findFirst().orElse(""), e);
    }
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
   * Compiles a module, as the driver takes it.
   *
   * @param architecture {@link #PORTABLE} for PTX, or a processor for its machine code, such as sm_90
   * @throws GpuFailed if it does not compile, in the compiler's words
   */
  byte[] compile(CudaSource source, String architecture) {
    long[] program = new long[1];
    String[] names = source.headers().keySet().toArray(String[]::new);
    String[] texts = source.headers().values().toArray(String[]::new);
    require("nvrtcCreateProgram", LibNvrtc.nvrtcCreateProgram(program, source.text(), source.file(), names.length,
        new StringArray(texts), new StringArray(names)));
    try {
      List<String> options = options(architecture);
      int compiled = LibNvrtc.nvrtcCompileProgram(program[0], options.size(),
          new StringArray(options.toArray(String[]::new)));
      if (compiled != 0) {
        throw new GpuFailed("NVRTC " + version + " must compile " + source.file() + ", got "
            + LibNvrtc.nvrtcGetErrorString(compiled) + ": " + firstError(log(program[0])));
      }
      return architecture.equals(PORTABLE) ? ptx(program[0]) : machineCode(program[0]);
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

  private static byte[] ptx(long program) {
    long[] bytes = new long[1];
    require("nvrtcGetPTXSize", LibNvrtc.nvrtcGetPTXSize(program, bytes));
    byte[] ptx = new byte[Math.toIntExact(bytes[0])];
    require("nvrtcGetPTX", LibNvrtc.nvrtcGetPTX(program, ptx));
    // What is used needs no later version, and drivers refuse one that is later than they are.
    return text(ptx).replaceFirst("(?m)^\\.version .*$", ".version 7.8").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] machineCode(long program) {
    long[] bytes = new long[1];
    require("nvrtcGetCUBINSize", LibNvrtc.nvrtcGetCUBINSize(program, bytes));
    byte[] code = new byte[Math.toIntExact(bytes[0])];
    require("nvrtcGetCUBIN", LibNvrtc.nvrtcGetCUBIN(program, code));
    return code;
  }

  /** Without the zero that ends it. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
  }

  private static void require(String call, int error) {
    if (error != 0) throw new GpuFailed(call + " must succeed, got " + LibNvrtc.nvrtcGetErrorString(error));
  }
}
