// Stands in for NVIDIA's NCCL on machines without a GPU, beside the driver that does the same: ranks are processes or
// threads that meet in shared memory, and numbers are combined in the order of ranks. As in the real one, calls return at
// once and go on by themselves, a part's handle is written late, and nobody notices that a rank has died.
// EVOX_FAKE_NCCL names a fault: init-hangs, no-id, no-gpu, no-gpu-of-1 (on rank 1 alone), remote-error (the dead are
// noticed), version=N, or id=K for an id whose byte K arrives otherwise.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

enum Result { SUCCESS = 0, CUDA_ERROR = 1, SYSTEM_ERROR = 2, INVALID_ARGUMENT = 4, REMOTE_ERROR = 6, IN_PROGRESS = 7 };

enum Type { UINT8 = 1, INT64 = 4, UINT64 = 5 };

enum Operation { SUM = 0, MAX = 2, MIN = 3 };

constexpr int MOST_RANKS = 8, ID_BYTES = 128, NAME_BYTES = 64;

/** Bytes that move at once, so that tests of a few thousand numbers go round several times. */
constexpr size_t CHUNK = 4096;

struct Id {
  char bytes[ID_BYTES];
};

/** ncclConfig_t of 2.17 to 2.23. */
struct Settings {
  size_t size;
  unsigned magic, version;
  int blocking, cga, least, most;
  const char* net;
  int share;
};
static_assert(sizeof(Settings) == 48, "as the header has it");

/** Bytes on their way from one rank to another. */
struct Letter {
  std::atomic<size_t> bytes;
  char data[CHUNK];
};

struct Shared {
  std::atomic<int> processes[MOST_RANKS];
  std::atomic<int> joined, arrived, round, ended;
  char slots[MOST_RANKS][CHUNK];
  Letter letters[MOST_RANKS][MOST_RANKS];
};

/** What a rank sends to one, or receives from one. */
struct Transfer {
  bool out;
  char* address;
  size_t left;
  int peer;
};

std::string fault() {
  const char* text = getenv("EVOX_FAKE_NCCL");
  return text ? text : "";
}

int number(const char* name, int otherwise) {
  std::string text = fault(), start = std::string(name) + "=";
  return text.rfind(start, 0) == 0 ? atoi(text.c_str() + start.size()) : otherwise;
}

thread_local std::string lastError;

int failed(int error, const char* why) {
  lastError = why;
  return error;
}

void nap() { usleep(50); }

/** What the stream of the calling thread's GPU still has to do. */
thread_local std::shared_ptr<std::atomic<int>> onTheQueue = std::make_shared<std::atomic<int>>(0);

/** What is begun, and the stream that has it. */
struct Work {
  std::function<bool()> go;
  std::shared_ptr<std::atomic<int>> queue;
};

Shared* open(const char* name) {
  int file = shm_open(name, O_CREAT | O_RDWR, 0600);
  if (file < 0 || ftruncate(file, sizeof(Shared)) != 0) return nullptr;
  void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return memory == MAP_FAILED ? nullptr : (Shared*)memory;
}

template <class T>
void combine(char* to, const char* from, size_t bytes, int operation) {
  for (size_t at = 0; at < bytes; at += sizeof(T)) {
    T a, b;
    memcpy(&a, to + at, sizeof(T));
    memcpy(&b, from + at, sizeof(T));
    if (operation == SUM) a = (T)((uint64_t)a + (uint64_t)b);
    else if (operation == MIN ? b < a : a < b) a = b;
    memcpy(to + at, &a, sizeof(T));
  }
}

}  // namespace

/** A rank's place in a communicator, and the thread that does what is begun there. */
struct ncclComm {
  std::string name;
  int ranks = 0, rank = 0, splits = 0;
  Shared* shared = nullptr;
  std::atomic<int> state{IN_PROGRESS};
  std::atomic<bool> stopped{false}, ending{false};
  std::deque<Work> work;
  std::vector<Transfer> group;
  std::mutex mutex;
  std::condition_variable changed;
  std::thread thread;

  void start() {
    thread = std::thread([this] { run(); });
  }

  void run() {
    if (!join()) return;
    state = SUCCESS;
    while (true) {
      std::unique_lock<std::mutex> lock(mutex);
      changed.wait(lock, [this] { return stopped || ending || !work.empty(); });
      if (stopped || work.empty()) break;
      Work next = work.front();
      lock.unlock();
      if (!next.go()) break;
      lock.lock();
      work.pop_front();
      --*next.queue;
    }
  }

  bool join() {
    while (fault() == "init-hangs" && !stopped) nap();
    if (stopped) return false;
    shared = open(name.c_str());
    if (!shared) return fail(SYSTEM_ERROR);
    shared->processes[rank] = getpid();
    shared->joined++;
    while (shared->joined < ranks) {
      if (!goesOn()) return false;
      nap();
    }
    shm_unlink(name.c_str());
    return true;
  }

  bool fail(int error) {
    state = error;
    return false;
  }

  /** Whether there is sense in waiting; the dead count where a fault asks for it. */
  bool goesOn() {
    if (stopped) return false;
    if (fault() != "remote-error") return true;
    for (int other = 0; other < ranks; other++) {
      int process = shared->processes[other];
      if (process != 0 && kill(process, 0) != 0) return fail(REMOTE_ERROR);
    }
    return true;
  }

  bool meet() {
    int round = shared->round;
    if (++shared->arrived == ranks) {
      shared->arrived = 0;
      shared->round++;
      return true;
    }
    while (shared->round == round) {
      if (!goesOn()) return false;
      nap();
    }
    return true;
  }

  /** Meets at the end those alone who come to the end. */
  bool leave() {
    shared->ended++;
    while (shared->ended < ranks) {
      if (!goesOn()) return false;
      nap();
    }
    return true;
  }

  /** Puts a chunk of each rank's where all see it, and lets this rank take of them what it needs. */
  bool inChunks(const char* from, size_t bytes, const std::function<void(size_t, size_t)>& take) {
    for (size_t at = 0; at < bytes; at += CHUNK) {
      size_t length = bytes - at < CHUNK ? bytes - at : CHUNK;
      if (from) memcpy(shared->slots[rank], from + at, length);
      if (!meet()) return false;
      take(at, length);
      if (!meet()) return false;
    }
    return true;
  }

  void fold(char* to, size_t length, int type, int operation) {
    std::string result(shared->slots[0], length);
    for (int other = 1; other < ranks; other++) {
      if (type == INT64) combine<int64_t>(&result[0], shared->slots[other], length, operation);
      else combine<uint64_t>(&result[0], shared->slots[other], length, operation);
    }
    memcpy(to, result.data(), length);
  }

  bool transfer(std::vector<Transfer> all) {
    for (size_t done = 0; done < all.size();) {
      done = 0;
      for (Transfer& one : all) {
        if (one.left == 0) done++;
        else move(one);
      }
      if (!goesOn()) return false;
      nap();
    }
    return true;
  }

  void move(Transfer& one) {
    Letter& letter = one.out ? shared->letters[rank][one.peer] : shared->letters[one.peer][rank];
    if (one.out ? letter.bytes != 0 : letter.bytes == 0) return;
    size_t length = one.out ? (one.left < CHUNK ? one.left : CHUNK) : (size_t)letter.bytes;
    if (one.out) memcpy(letter.data, one.address, length);
    else memcpy(one.address, letter.data, length);
    letter.bytes = one.out ? length : 0;
    one.address += length;
    one.left -= length;
  }

  void begin(std::function<bool()> next) {
    std::lock_guard<std::mutex> lock(mutex);
    ++*onTheQueue;
    work.push_back({next, onTheQueue});
    changed.notify_all();
  }

  /** Ends the thread: after what was begun, or at once. */
  void end(bool atOnce) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      (atOnce ? stopped : ending) = true;
      changed.notify_all();
    }
    if (thread.joinable()) thread.join();
    for (Work& left : work) --*left.queue;
    work.clear();
  }
};

namespace {

/** Letters are gathered within a group, of this thread. */
thread_local int groups;
thread_local std::vector<ncclComm*> grouped;

int post(ncclComm* comm, Transfer transfer) {
  if (groups == 0) {
    comm->begin([=] { return comm->transfer({transfer}); });
    return SUCCESS;
  }
  comm->group.push_back(transfer);
  grouped.push_back(comm);
  return SUCCESS;
}

int foldable(int type, int operation) {
  if ((type == INT64 || type == UINT64) && (operation == SUM || operation == MIN || operation == MAX)) return SUCCESS;
  return failed(INVALID_ARGUMENT, "integers alone are combined here");
}

}  // namespace

#define EVOX_NCCL(type, name) extern "C" __attribute__((visibility("default"))) type name

/** For the driver that stands in beside this. */
EVOX_NCCL(int, evox_on_the_queue)() { return *onTheQueue; }

EVOX_NCCL(int, ncclGetVersion)(int* version) {
  *version = number("version", EVOX_NCCL_VERSION);
  return SUCCESS;
}
EVOX_NCCL(const char*, ncclGetErrorString)(int error) {
  static const char* const texts[] = {"no error", "unhandled cuda error", "unhandled system error", "internal error",
      "invalid argument", "invalid usage", "remote process exited or there was a network error", "NCCL operation in progress"};
  return error >= 0 && error <= IN_PROGRESS ? texts[error] : "unknown result code";
}
EVOX_NCCL(const char*, ncclGetLastError)(ncclComm*) { return lastError.c_str(); }

EVOX_NCCL(int, ncclGetUniqueId)(Id* id) {
  if (fault() == "no-id") return failed(SYSTEM_ERROR, "no network is there for the ranks to meet");
  static std::atomic<int> next;
  for (int i = 0; i < ID_BYTES; i++) id->bytes[i] = (char)(7 * i + 1);
  memset(id->bytes, 0, NAME_BYTES);
  snprintf(id->bytes, NAME_BYTES, "/nccl-stand-in.%d.%d", getpid(), next++);
  return SUCCESS;
}
EVOX_NCCL(int, ncclCommInitRankConfig)(ncclComm** out, int ranks, Id id, int rank, const Settings* settings) {
  if (ranks < 1 || ranks > MOST_RANKS || rank < 0 || rank >= ranks) return failed(INVALID_ARGUMENT, "no such rank");
  if (settings->size != sizeof(Settings) || settings->magic != 0xcafebeef || settings->version != 22300 ||
      settings->blocking != 0 || settings->net || settings->share != INT32_MIN || settings->most != INT32_MIN) {
    return failed(INVALID_ARGUMENT, "the settings are not those of a communicator that does not block");
  }
  int damaged = number("id", -1);
  if (damaged >= 0) id.bytes[damaged]++;
  for (int i = NAME_BYTES; i < ID_BYTES; i++) {
    if (id.bytes[i] != (char)(7 * i + 1)) return failed(INVALID_ARGUMENT, "the id has not arrived whole");
  }
  if (fault() == "no-gpu" || fault() == "no-gpu-of-" + std::to_string(rank)) {
    return failed(CUDA_ERROR, "no CUDA-capable device is detected");
  }
  auto comm = new ncclComm;
  comm->name = id.bytes;
  comm->ranks = ranks;
  comm->rank = rank;
  *out = comm;
  comm->start();
  return IN_PROGRESS;
}
EVOX_NCCL(int, ncclCommFinalize)(ncclComm* comm) {
  comm->begin([=] { return comm->leave(); });
  return SUCCESS;
}
EVOX_NCCL(int, ncclCommDestroy)(ncclComm* comm) {
  comm->end(false);
  munmap(comm->shared, sizeof(Shared));
  delete comm;
  return SUCCESS;
}
EVOX_NCCL(int, ncclCommAbort)(ncclComm* comm) {
  comm->end(true);
  shm_unlink(comm->name.c_str());
  if (comm->shared) munmap(comm->shared, sizeof(Shared));
  delete comm;
  return SUCCESS;
}
EVOX_NCCL(int, ncclCommGetAsyncError)(ncclComm* comm, int* error) {
  *error = comm->state;
  return SUCCESS;
}
EVOX_NCCL(int, ncclCommCount)(ncclComm* comm, int* ranks) {
  *ranks = comm->ranks;
  return SUCCESS;
}
EVOX_NCCL(int, ncclCommUserRank)(ncclComm* comm, int* rank) {
  *rank = comm->rank;
  return SUCCESS;
}

EVOX_NCCL(int, ncclAllGather)(const char* from, char* to, size_t bytes, int type, ncclComm* comm, void*) {
  if (type != UINT8) return failed(INVALID_ARGUMENT, "bytes alone are gathered here");
  comm->begin([=] {
    return comm->inChunks(from, bytes, [=](size_t at, size_t length) {
      for (int r = 0; r < comm->ranks; r++) memcpy(to + r * bytes + at, comm->shared->slots[r], length);
    });
  });
  return SUCCESS;
}
EVOX_NCCL(int, ncclBroadcast)(const char* from, char* to, size_t bytes, int type, int root, ncclComm* comm, void*) {
  if (type != UINT8) return failed(INVALID_ARGUMENT, "bytes alone are copied here");
  comm->begin([=] {
    return comm->inChunks(comm->rank == root ? from : nullptr, bytes,
        [=](size_t at, size_t length) { memcpy(to + at, comm->shared->slots[root], length); });
  });
  return SUCCESS;
}
EVOX_NCCL(int, ncclAllReduce)(const char* from, char* to, size_t count, int type, int operation, ncclComm* comm, void*) {
  comm->begin([=] {
    return comm->inChunks(from, count * sizeof(int64_t),
        [=](size_t at, size_t length) { comm->fold(to + at, length, type, operation); });
  });
  return foldable(type, operation);
}
EVOX_NCCL(int, ncclReduceScatter)(const char* from, char* to, size_t count, int type, int operation, ncclComm* comm,
                                  void*) {
  size_t block = count * sizeof(int64_t);
  comm->begin([=] {
    for (int r = 0; r < comm->ranks; r++) {
      bool whole = comm->inChunks(from + r * block, block, [=](size_t at, size_t length) {
        if (r == comm->rank) comm->fold(to + at, length, type, operation);
      });
      if (!whole) return false;
    }
    return true;
  });
  return foldable(type, operation);
}
EVOX_NCCL(int, ncclSend)(char* from, size_t bytes, int, int peer, ncclComm* comm, void*) {
  return post(comm, {true, from, bytes, peer});
}
EVOX_NCCL(int, ncclRecv)(char* to, size_t bytes, int, int peer, ncclComm* comm, void*) {
  return post(comm, {false, to, bytes, peer});
}
EVOX_NCCL(int, ncclGroupStart)() {
  groups++;
  return SUCCESS;
}
EVOX_NCCL(int, ncclGroupEnd)() {
  if (--groups > 0) return SUCCESS;
  for (ncclComm* comm : grouped) {
    if (comm->group.empty()) continue;
    auto all = comm->group;
    comm->group.clear();
    comm->begin([=] { return comm->transfer(all); });
  }
  grouped.clear();
  return SUCCESS;
}

#ifndef EVOX_NCCL_WITHOUT_SPLIT
/** As in the real one, the part is written by another thread, long after the call. */
EVOX_NCCL(int, ncclCommSplit)(ncclComm* comm, int color, int key, ncclComm** out, Settings*) {
  comm->state = IN_PROGRESS;
  comm->begin([=] {
    int mine[2] = {color, key}, all[MOST_RANKS][2];
    bool whole = comm->inChunks((char*)mine, sizeof mine, [&](size_t, size_t length) {
      for (int r = 0; r < comm->ranks; r++) memcpy(all[r], comm->shared->slots[r], length);
    });
    if (!whole) return false;
    auto part = new ncclComm;
    part->name = comm->name + "." + std::to_string(comm->splits++) + "." + std::to_string(color);
    for (int r = 0; r < comm->ranks; r++) {
      if (all[r][0] != color) continue;
      part->ranks++;
      if (all[r][1] < key) part->rank++;
    }
    usleep(20000);
    *out = part;
    part->start();
    comm->state = SUCCESS;
    return true;
  });
  return IN_PROGRESS;
}
#endif
