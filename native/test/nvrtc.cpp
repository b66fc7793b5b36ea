// Stands in for NVIDIA's NVRTC beside the driver that does the same, which has the kernels themselves: it looks at what it
// is asked to compile and answers with what that driver takes for machine code, and with nothing else.
// EVOX_FAKE_NVRTC names a fault: refuses (to compile for that processor).
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

enum Result { SUCCESS = 0, INVALID_PROGRAM = 4, INVALID_OPTION = 5, COMPILATION = 6 };

struct Program {
  std::string log, code;
};

bool has(const char* text, const char* part) { return strstr(text, part) != nullptr; }

}  // namespace

#define EVOX_NVRTC(type, name) extern "C" __attribute__((visibility("default"))) type name

EVOX_NVRTC(int, nvrtcVersion)(int* major, int* minor) {
  *major = 12;
  *minor = 9;
  return SUCCESS;
}
EVOX_NVRTC(const char*, nvrtcGetErrorString)(int error) {
  return error == INVALID_PROGRAM ? "NVRTC_ERROR_INVALID_PROGRAM"
       : error == INVALID_OPTION ? "NVRTC_ERROR_INVALID_OPTION" : "NVRTC_ERROR_COMPILATION";
}
EVOX_NVRTC(int, nvrtcCreateProgram)(Program** program, const char* text, const char*, int headers, const char* const*,
                                    const char* const* names) {
  bool included = false;
  for (int h = 0; h < headers; h++) included |= strcmp(names[h], "cuda/global.hpp") == 0;
  if (!has(text, "EVOX_GLOBAL(") || !included) return INVALID_PROGRAM;
  *program = new Program;
  return SUCCESS;
}
EVOX_NVRTC(int, nvrtcCompileProgram)(Program* program, int count, const char* const* options) {
  std::string architecture;
  bool apart = false;
  for (int o = 0; o < count; o++) {
    if (strncmp(options[o], "--gpu-architecture=", 19) == 0) architecture = options[o] + 19;
    apart |= strcmp(options[o], "--fmad=false") == 0;
  }
  const char* fault = getenv("EVOX_FAKE_NVRTC");
  if (!apart || (fault && strcmp(fault, "refuses") == 0)) {
    program->log = "nvrtc: error: invalid value for --gpu-architecture";
    return INVALID_OPTION;
  }
  program->code = "\177ELF for " + architecture;
  return SUCCESS;
}
EVOX_NVRTC(int, nvrtcGetProgramLogSize)(Program* program, size_t* bytes) {
  *bytes = program->log.size() + 1;
  return SUCCESS;
}
EVOX_NVRTC(int, nvrtcGetProgramLog)(Program* program, char* log) {
  memcpy(log, program->log.c_str(), program->log.size() + 1);
  return SUCCESS;
}
EVOX_NVRTC(int, nvrtcGetPTXSize)(Program*, size_t*) { return INVALID_PROGRAM; }
EVOX_NVRTC(int, nvrtcGetPTX)(Program*, char*) { return INVALID_PROGRAM; }
EVOX_NVRTC(int, nvrtcGetCUBINSize)(Program* program, size_t* bytes) {
  *bytes = program->code.size();
  return SUCCESS;
}
EVOX_NVRTC(int, nvrtcGetCUBIN)(Program* program, char* code) {
  memcpy(code, program->code.data(), program->code.size());
  return SUCCESS;
}
EVOX_NVRTC(int, nvrtcDestroyProgram)(Program** program) {
  delete *program;
  *program = nullptr;
  return SUCCESS;
}
