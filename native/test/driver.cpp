// Stands in for NVIDIA's driver library on machines without a GPU: memory of the device is memory of the process, filled
// with rubbish, and a kernel is the same source compiled for the host. It refuses what a GPU would refuse, above all an
// address of the host among a kernel's fields. EVOX_FAKE_CUDA names a fault: no-device, old-driver, old-gpu, bad-kernel,
// only-machine-code (no compiler in the driver), bad-launch, other-bits, other-kind, no-pins, slow=MILLISECONDS that each
// kernel takes once it has been begun, or memory=BYTES for a small GPU; EVOX_FAKE_CUDA_1 one of the second device alone.
// EVOX_FAKE_CUDA_COPIES names a file that gets a line for each copy between host and device: to or from, pinned or pageable,
// bytes.
#include <dlfcn.h>
#include <sys/mman.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "cuda/global.hpp"
#include "test/grid.hpp"

namespace {

using Address = unsigned long long;

enum Result { SUCCESS = 0, INVALID = 1, NO_MEMORY = 2, NO_DEVICE = 100, INVALID_IMAGE = 200, NO_COMPILER = 221, NOT_FOUND = 500, NOT_READY = 600, ILLEGAL = 700,
              NOT_PERMITTED = 800 };

constexpr size_t MEMORY = (size_t)1 << 33;
/** How what nvcc makes begins, and what an NVRTC stands in for that this is tested with. */
constexpr unsigned char MAGIC[] = {0x50, 0xed, 0x55, 0xba};
constexpr char MACHINE_CODE[] = "\177ELF for sm_90";

constexpr int DEVICES = 2;

/** What lies on a device: where, and how many bytes; and what its modules' variables hold, which are one here for all. */
struct Device {
  std::map<Address, size_t> sizes;
  std::map<Address, int64_t> variables;
  std::map<Address, size_t> pinned;
  std::chrono::steady_clock::time_point busyUntil;
  size_t taken = 0;
  std::mutex mutex;

  bool has(Address from, size_t bytes) {
    auto after = sizes.upper_bound(from);
    if (after == sizes.begin()) return false;
    --after;
    return from + bytes <= after->first + after->second;
  }
} devices[DEVICES];

/** That of the calling thread, once it has said which. */
thread_local Device* current;

/** Kernels of two devices run one after the other, each with its own variables. */
std::mutex launching;

std::string fault(long device = current ? current - devices : -1) {
  std::string own = "EVOX_FAKE_CUDA_" + std::to_string(device);
  const char* text = getenv(own.c_str());
  if (!text) text = getenv("EVOX_FAKE_CUDA");
  return text ? text : "";
}

size_t number(const char* name, size_t otherwise) {
  std::string text = fault(), start = std::string(name) + "=";
  return text.rfind(start, 0) == 0 ? strtoull(text.c_str() + start.size(), nullptr, 10) : otherwise;
}

size_t memory() { return number("memory", MEMORY); }

/** What a kernel has written is there at once; that it takes time shows in the queue alone. */
void begin() {
  std::lock_guard<std::mutex> lock(current->mutex);
  auto now = std::chrono::steady_clock::now();
  if (current->busyUntil < now) current->busyUntil = now;
  current->busyUntil += std::chrono::milliseconds(number("slow", 0));
}

bool isBusy() {
  std::lock_guard<std::mutex> lock(current->mutex);
  return std::chrono::steady_clock::now() < current->busyUntil;
}

void drain() {
  while (isBusy()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

bool isPinned(const void* from, size_t bytes) {
  std::lock_guard<std::mutex> lock(current->mutex);
  auto after = current->pinned.upper_bound((Address)from);
  if (after == current->pinned.begin()) return false;
  --after;
  return (Address)from + bytes <= after->first + after->second;
}

/** A copy between host and device follows what was begun, and is written down where somebody counts. */
void copying(const char* way, const void* host, size_t bytes) {
  drain();
  const char* file = getenv("EVOX_FAKE_CUDA_COPIES");
  FILE* copies = file ? fopen(file, "a") : nullptr;
  if (!copies) return;
  fprintf(copies, "%s %s %zu\n", way, isPinned(host, bytes) ? "pinned" : "pageable", bytes);
  fclose(copies);
}

bool onDevice(Address from, size_t bytes) {
  if (!current) return false;
  std::lock_guard<std::mutex> lock(current->mutex);
  return current->has(from, bytes);
}

bool isFunction(Address address) {
  Dl_info own, found;
  return dladdr((void*)&onDevice, &own) && dladdr((void*)address, &found) && own.dli_fbase == found.dli_fbase;
}

/** Whether a number is the address of something that a GPU cannot see. */
bool isOfHost(int64_t field) {
  constexpr Address PAGE = 4096;
  unsigned char resident;
  bool mapped = mincore((void*)((Address)field & ~(PAGE - 1)), PAGE, &resident) == 0;
  return mapped && !onDevice((Address)field, 0) && !isFunction((Address)field);
}

}  // namespace

#define EVOX_DRIVER(name) extern "C" __attribute__((visibility("default"))) int name

/** For the cuBLAS that stands in beside this. */
EVOX_DRIVER(evox_on_device)(Address from, size_t bytes) { return onDevice(from, bytes); }

EVOX_DRIVER(cuInit)(unsigned) { return fault() == "no-device" ? NO_DEVICE : SUCCESS; }
EVOX_DRIVER(cuDriverGetVersion)(int* version) {
  *version = fault() == "old-driver" ? 11040 : 13000;
  return SUCCESS;
}
EVOX_DRIVER(cuDeviceGetCount)(int* count) {
  *count = DEVICES;
  return SUCCESS;
}
EVOX_DRIVER(cuDeviceGet)(int* device, int number) {
  *device = number;
  return SUCCESS;
}
EVOX_DRIVER(cuDeviceGetName)(char* name, int size, int device) {
  strncpy(name, fault(device) == "other-kind" ? "no GPU either" : "no GPU but this host", (size_t)size);
  return SUCCESS;
}
EVOX_DRIVER(cuDeviceGetPCIBusId)(char* text, int size, int device) {
  snprintf(text, (size_t)size, "0000:%02x:00.0", device + 1);
  return SUCCESS;
}
EVOX_DRIVER(cuDeviceGetAttribute)(int* value, int attribute, int) {
  constexpr int MULTIPROCESSORS = 16, THREADS = 39, MAJOR = 75, MINOR = 76;
  bool old = fault() == "old-gpu";
  *value = attribute == MULTIPROCESSORS ? 2 : attribute == THREADS ? 256 : attribute == MAJOR ? (old ? 6 : 9)
         : attribute == MINOR ? (old ? 1 : 0) : -1;
  return SUCCESS;
}
EVOX_DRIVER(cuDevicePrimaryCtxRetain)(void** context, int device) {
  *context = &devices[device];
  return SUCCESS;
}
EVOX_DRIVER(cuCtxSetCurrent)(void* context) {
  current = (Device*)context;
  return current >= devices && current < devices + DEVICES ? SUCCESS : INVALID;
}

EVOX_DRIVER(cuMemAlloc_v2)(Address* address, size_t bytes) {
  std::lock_guard<std::mutex> lock(current->mutex);
  if (current->taken + bytes > memory()) return NO_MEMORY;
  void* block = aligned_alloc(256, (bytes + 255) / 256 * 256);
  memset(block, 0xEE, bytes);
  current->sizes[(Address)block] = bytes;
  current->taken += bytes;
  *address = (Address)block;
  return SUCCESS;
}
EVOX_DRIVER(cuMemFree_v2)(Address address) {
  std::lock_guard<std::mutex> lock(current->mutex);
  auto found = current->sizes.find(address);
  if (found == current->sizes.end()) return INVALID;
  current->taken -= found->second;
  current->sizes.erase(found);
  free((void*)address);
  return SUCCESS;
}
EVOX_DRIVER(cuMemGetInfo_v2)(size_t* free, size_t* total) {
  *total = memory();
  *free = *total - current->taken;
  return SUCCESS;
}
EVOX_DRIVER(cuMemsetD8_v2)(Address to, unsigned char value, size_t bytes) {
  if (!onDevice(to, bytes)) return INVALID;
  memset((void*)to, value, bytes);
  return SUCCESS;
}
/** Work that another library has put into the queue; where that is none of ours, nothing is left to do. */
EVOX_DRIVER(cuStreamQuery)(void*) {
  auto left = (int (*)())dlsym(RTLD_DEFAULT, "evox_on_the_queue");
  return isBusy() || (left && left() > 0) ? NOT_READY : SUCCESS;
}
EVOX_DRIVER(cuCtxSynchronize)() {
  drain();
  return SUCCESS;
}
EVOX_DRIVER(cuMemcpyDtoD_v2)(Address to, Address from, size_t bytes) {
  if (!onDevice(to, bytes) || !onDevice(from, bytes)) return INVALID;
  memmove((void*)to, (void*)from, bytes);
  return SUCCESS;
}
EVOX_DRIVER(cuMemcpyHtoD_v2)(Address to, const void* from, size_t bytes) {
  if (!onDevice(to, bytes)) return INVALID;
  auto variable = current->variables.find(to);
  if (variable != current->variables.end()) {
    memcpy(&variable->second, from, bytes);
    return SUCCESS;
  }
  copying("to", from, bytes);
  memcpy((void*)to, from, bytes);
  return SUCCESS;
}
EVOX_DRIVER(cuMemcpyDtoH_v2)(void* to, Address from, size_t bytes) {
  if (!onDevice(from, bytes)) return INVALID;
  copying("from", to, bytes);
  memcpy(to, (void*)from, bytes);
  if (fault() == "other-bits" && bytes > 0) *(unsigned char*)to ^= 1;
  return SUCCESS;
}

EVOX_DRIVER(cuMemHostRegister_v2)(void* from, size_t bytes, unsigned) {
  std::lock_guard<std::mutex> lock(current->mutex);
  if (fault() == "no-pins" || current->pinned.count((Address)from)) return NOT_PERMITTED;
  current->pinned[(Address)from] = bytes;
  return SUCCESS;
}
EVOX_DRIVER(cuMemHostUnregister)(void* from) {
  std::lock_guard<std::mutex> lock(current->mutex);
  return current->pinned.erase((Address)from) == 1 ? SUCCESS : INVALID;
}

/** As the driver's headers have it. */
struct Copy2D {
  size_t fromX, fromY;
  int fromType;
  const void* fromHost;
  Address fromDevice;
  void* fromArray;
  size_t fromPitch;
  size_t toX, toY;
  int toType;
  void* toHost;
  Address toDevice;
  void* toArray;
  size_t toPitch;
  size_t width, height;
};
EVOX_DRIVER(cuMemcpy2D_v2)(const Copy2D* copy) {
  constexpr int HOST = 1, DEVICE = 2;
  if (copy->fromType != DEVICE || copy->toType != HOST || copy->width > copy->fromPitch) return INVALID;
  copying("from", copy->toHost, copy->width * copy->height);
  for (size_t row = 0; row < copy->height; row++) {
    Address from = copy->fromDevice + row * copy->fromPitch;
    if (!onDevice(from, copy->width)) return INVALID;
    memcpy((char*)copy->toHost + row * copy->toPitch, (void*)from, copy->width);
  }
  return SUCCESS;
}

EVOX_DRIVER(cuModuleLoadData)(void** module, const void* image) {
  bool machineCode = strcmp((const char*)image, MACHINE_CODE) == 0;
  if (fault() == "bad-kernel" || (!machineCode && memcmp(image, MAGIC, sizeof MAGIC) != 0)) return INVALID_IMAGE;
  if (fault() == "only-machine-code" && !machineCode) return NO_COMPILER;
  *module = current;
  return SUCCESS;
}
EVOX_DRIVER(cuModuleGetFunction)(void** function, void*, const char* name) {
  *function = evox::grid::symbol(name);
  return *function ? SUCCESS : NOT_FOUND;
}
EVOX_DRIVER(cuModuleGetGlobal_v2)(Address* address, size_t* bytes, void*, const char* name) {
  void* found = evox::grid::symbol(name);
  if (!found) return NOT_FOUND;
  std::lock_guard<std::mutex> lock(current->mutex);
  current->sizes[(Address)found] = sizeof(int64_t);
  current->variables.emplace((Address)found, *(int64_t*)found);
  *address = (Address)found;
  if (bytes) *bytes = sizeof(int64_t);
  return SUCCESS;
}
EVOX_DRIVER(cuLaunchKernel)(void* function, unsigned gridX, unsigned, unsigned, unsigned blockX, unsigned, unsigned,
                            unsigned, void*, void** parameters, void**) {
  if (fault() == "bad-launch") return ILLEGAL;
  auto fields = (const evox::cuda::Fields*)parameters[0];
  for (int64_t field : fields->field) {
    if (isOfHost(field)) return ILLEGAL;
  }
  std::lock_guard<std::mutex> lock(launching);
  for (auto& variable : current->variables) memcpy((void*)variable.first, &variable.second, sizeof variable.second);
  evox::grid::launch(function, gridX, blockX, fields, *(int64_t*)parameters[1], *(int64_t*)parameters[2]);
  begin();
  return SUCCESS;
}
