#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <ctime>
#include <thread>
#include <utility>
#include <vector>

#include <pthread.h>
#include <sched.h>

/// Processor time of the calling thread, in nanoseconds. Others' work on the machine does not count.
inline double threadTime() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

/// Nanoseconds that one call of the body takes: the lower quartile of many short runs. Not the minimum: on virtual
/// machines processor time is now and then under-counted.
template <class Body>
double nanoseconds(Body&& body) {
  constexpr double SHORTEST = 300e3;  // of a run, 1000 times what reading the clock costs
  constexpr int RUNS = 61;
  int64_t calls = 1;
  for (;;) {
    double begun = threadTime();
    for (int64_t i = 0; i < calls; i++) body();
    if (threadTime() - begun >= SHORTEST) break;
    calls *= 2;
  }
  std::vector<double> times;
  for (int run = 0; run < RUNS; run++) {
    double begun = threadTime();
    for (int64_t i = 0; i < calls; i++) body();
    times.push_back((threadTime() - begun) / calls);
  }
  std::nth_element(times.begin(), times.begin() + RUNS / 4, times.end());
  return times[RUNS / 4];
}

/// The same, with as many threads as bodies running theirs at once, each on a core of its own: the mean of their times.
/// Whoever has done its runs goes on working until the others have done theirs.
template <class Body>
double nanosecondsTogether(std::vector<Body> bodies) {
  int count = static_cast<int>(bodies.size());
  std::atomic<int> ready{0};
  std::atomic<int> done{0};
  std::vector<double> times(count);
  std::vector<std::thread> threads;
  for (int t = 0; t < count; t++) {
    threads.emplace_back([&, t] {
      cpu_set_t core;
      CPU_ZERO(&core);
      CPU_SET(t, &core);
      pthread_setaffinity_np(pthread_self(), sizeof core, &core);
      for (ready++; ready < count;) sched_yield();
      times[t] = nanoseconds(bodies[t]);
      for (done++; done < count;) bodies[t]();
    });
  }
  for (std::thread& thread : threads) thread.join();
  double sum = 0;
  for (double time : times) sum += time;
  return sum / count;
}
