package evox.foreign;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.StringArray;

/** The functions of NVRTC, as its header has them: a handle is 64 bits. One library serves a process. */
final class LibNvrtc {

  private LibNvrtc() {}

  static void bind(NativeLibrary library) {
    Native.register(LibNvrtc.class, library);
  }

  static native int nvrtcVersion(int[] major, int[] minor);

  static native String nvrtcGetErrorString(int error);

  static native int nvrtcCreateProgram(
      long[] program, String text, String file, int headers, StringArray texts, StringArray names);

  static native int nvrtcCompileProgram(long program, int options, StringArray words);

  static native int nvrtcGetProgramLogSize(long program, long[] bytes);

  static native int nvrtcGetProgramLog(long program, byte[] log);

  static native int nvrtcGetPTXSize(long program, long[] bytes);

  static native int nvrtcGetPTX(long program, byte[] ptx);

  static native int nvrtcGetCUBINSize(long program, long[] bytes);

  static native int nvrtcGetCUBIN(long program, byte[] cubin);

  static native int nvrtcDestroyProgram(long[] program);
}
