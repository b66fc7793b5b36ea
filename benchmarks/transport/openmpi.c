/* Plain C over Open MPI: one of two ranks that do what they read, as OurRank.java does over our transports. Arguments: a
   folder in which each rank has a pipe, named by its number. A line "ping-pong BYTES TIMES SEED" or "all-gather BYTES TIMES SEED" is answered by rank 0 with the nanoseconds that
   all of it took, and how many bytes had come wrong in the last turn. */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LINE = 64 };

static int rank;

static int64_t nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* What a rank sends last in the run with this seed. */
static unsigned char pattern(long i, long seed, int of) {
  return i % LINE == 0 ? 1 : (unsigned char)(i * 7 + i / 251 + seed * 13 + of * 101);
}

static long wrong(const unsigned char *bytes, long length, long seed, int of) {
  long count = 0;
  for (long i = 0; i < length; i++) count += bytes[i] != pattern(i, seed, of);
  return count;
}

static void send(const void *bytes, int length) { MPI_Send(bytes, length, MPI_BYTE, 1 - rank, 1, MPI_COMM_WORLD); }

static void receive(void *bytes, int length) {
  MPI_Recv(bytes, length, MPI_BYTE, 1 - rank, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

/* The ball is what was just received: bytes that nobody has written since would stay in the other core's cache. */
static void ping_pong(unsigned char *ball, unsigned char *unused, int length, long times) {
  (void)unused;
  for (long t = 0; t < times; t++) {
    if (rank == 0) send(ball, length);
    receive(ball, length);
    if (rank == 1) send(ball, length);
  }
}

/* A byte in each cache line is written again before each turn, for the same reason. */
static void all_gather(unsigned char *out, unsigned char *in, int length, long times) {
  for (long t = 0; t < times; t++) {
    for (long i = 0; i < length; i += LINE) out[i] = (unsigned char)(times - t);
    MPI_Allgather(out, length, MPI_BYTE, in, length, MPI_BYTE, MPI_COMM_WORLD);
  }
}

int main(int count, char **arguments) {
  MPI_Init(&count, &arguments);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  char operation[16], path[4096];
  snprintf(path, sizeof path, "%s/%d", arguments[count - 1], rank);
  FILE *commands = fopen(path, "r");
  if (!commands) MPI_Abort(MPI_COMM_WORLD, 2);
  long length, times, seed;
  while (fscanf(commands, "%15s %ld %ld %ld", operation, &length, &times, &seed) == 4) {
    int gathers = strcmp(operation, "all-gather") == 0;
    unsigned char *out = aligned_alloc(4096, (length + 4095) / 4096 * 4096);
    unsigned char *in = aligned_alloc(4096, (2 * length + 4095) / 4096 * 4096);
    for (long i = 0; i < length; i++) out[i] = rank == 0 || gathers ? pattern(i, seed, rank) : 0;
    memset(in, 0, 2 * length);
    void (*run)(unsigned char *, unsigned char *, int, long) = gathers ? all_gather : ping_pong;
    run(out, in, (int)length, 2);
    int64_t begun = nanos();
    run(out, in, (int)length, times);
    int64_t took = nanos() - begun;
    long here = wrong(gathers ? in : out, length, seed, 0) + (gathers ? wrong(in + length, length, seed, 1) : 0), all = 0;
    MPI_Reduce(&here, &all, 1, MPI_LONG, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0) {
      printf("%lld %ld\n", (long long)took, all);
      fflush(stdout);
    }
    free(out);
    free(in);
  }
  MPI_Finalize();
  return 0;
}
