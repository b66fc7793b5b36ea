"""What PoolRate.java measures, with Ray: a map of empty tasks over two workers, one task or call there and back."""

import statistics
import time

import ray

TASKS = 10_000
ROUND_TRIPS = 1000
RUNS = 5


@ray.remote
def same(x):
    return x


@ray.remote
class Actor:
    def same(self, x):
        return x


def report(what, unit, count, run):
    run()
    seconds = []
    wrong = 0
    for _ in range(RUNS):
        begun = time.perf_counter()
        wrong += not run()
        seconds.append(time.perf_counter() - begun)
    median = statistics.median(seconds)
    figure = median / count * 1e6 if unit == "us" else count / median
    print(f"{what:28} {figure:12.1f} {unit:8} #wrong {wrong}")


ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
actor = Actor.remote()
arguments = list(range(TASKS))
trips = range(ROUND_TRIPS)
report(f"map of {TASKS} empty tasks", "tasks/s", TASKS,
       lambda: ray.get([same.remote(x) for x in arguments]) == arguments)
report("task, there and back", "us", ROUND_TRIPS, lambda: all(ray.get(same.remote(x)) == x for x in trips))
report("actor call, there and back", "us", ROUND_TRIPS, lambda: all(ray.get(actor.same.remote(x)) == x for x in trips))
ray.shutdown()
