/*
 * A wire with a delay and losses, for kernels without netem: two network devices whose frames reach each other late or not
 * at all.
 *   wire ONE OTHER DELAY_MS LOSS_PERCENT SEED
 * The devices go with this program, wherever they have been moved to meanwhile.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* Frames on their way; one that finds no place is lost. All take equally long, so the first in is the first out. */
enum { PLACES = 1024, FRAME = 2048 };

static struct { int64_t due; int to, length; char bytes[FRAME]; } frames[PLACES];

static int device(const char *name) {
  int file = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  struct ifreq request = {0};
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  request.ifr_flags = IFF_TAP | IFF_NO_PI;
  if (file < 0 || ioctl(file, TUNSETIFF, &request)) {
    perror(name);
    exit(1);
  }
  return file;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int count, char **words) {
  if (count != 6) return 2;
  struct pollfd ends[2] = {{device(words[1]), POLLIN, 0}, {device(words[2]), POLLIN, 0}};
  int64_t delay = (int64_t)(atof(words[3]) * 1e6);
  double loss = atof(words[4]) / 100;
  srand48(atol(words[5]));
  unsigned first = 0, last = 0;
  for (;;) {
    for (; first != last && frames[first % PLACES].due <= now(); first++) {
      /* Where the other end is down, it is lost. */
      ssize_t written = write(frames[first % PLACES].to, frames[first % PLACES].bytes, frames[first % PLACES].length);
      (void)written;
    }
    int64_t left = first == last ? 0 : frames[first % PLACES].due - now();
    struct timespec wait = {0, left < 0 ? 0 : left % 1000000000};
    wait.tv_sec = left < 0 ? 0 : left / 1000000000;
    if (ppoll(ends, 2, first == last ? NULL : &wait, NULL) < 0) return 1;
    for (int end = 0; end < 2; end++) {
      char spare[FRAME];
      for (;;) {
        int full = last - first == PLACES;
        int length = read(ends[end].fd, full ? spare : frames[last % PLACES].bytes, FRAME);
        if (length <= 0) break;
        if (full || drand48() < loss) continue;
        frames[last % PLACES].due = now() + delay;
        frames[last % PLACES].to = ends[1 - end].fd;
        frames[last++ % PLACES].length = length;
      }
    }
  }
}
