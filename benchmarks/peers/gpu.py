"""A generation of a particle swarm on Rastrigin's function, in float64, as a user of other libraries has it on a GPU:

    python3 gpu.py INDIVIDUALS DIMENSION NANOSECONDS

prints a row for each of them: nanoseconds a coordinate, and how many times the NANOSECONDS a coordinate of ours that is;
or why it is absent. EvoX: Huang, Cheng, Li, He, Tan: EvoX, 2023, doi:10.48550/arXiv.2301.12457.
"""
import statistics
import sys
import time

ROUNDS = 7
GENERATIONS = 5


def seconds(step, wait):
    """Of one generation, the median of rounds of several; what is compiled or cached is so before."""
    for _ in range(3):
        step()
    rounds = []
    for _ in range(ROUNDS):
        wait()
        begun = time.perf_counter()
        for _ in range(GENERATIONS):
            step()
        wait()
        rounds.append((time.perf_counter() - begun) / GENERATIONS)
    return statistics.median(rounds)


def evox_workflow(individuals, dimension):
    import torch
    from evox.algorithms import PSO
    from evox.problems.numerical import Rastrigin
    from evox.workflows import StdWorkflow
    if not torch.cuda.is_available():
        raise RuntimeError("PyTorch sees no GPU")
    torch.set_default_device("cuda")
    torch.set_default_dtype(torch.float64)
    bound = 5.12 * torch.ones(dimension, dtype=torch.float64, device="cuda")
    workflow = StdWorkflow(PSO(pop_size=individuals, lb=-bound, ub=bound), Rastrigin())
    workflow.init_step()
    return torch, workflow


def evox_eager(individuals, dimension):
    torch, workflow = evox_workflow(individuals, dimension)
    return seconds(workflow.step, torch.cuda.synchronize)


def evox_compiled(individuals, dimension):
    torch, workflow = evox_workflow(individuals, dimension)
    return seconds(torch.compile(workflow.step), torch.cuda.synchronize)


def plain_cupy(individuals, dimension):
    import cupy
    if cupy.cuda.runtime.getDeviceCount() == 0:
        raise RuntimeError("CuPy sees no GPU")
    shape = (individuals, dimension)
    draw = cupy.random.default_rng(1).random
    x = draw(shape) * 10.24 - 5.12
    swarm = {"x": x, "v": cupy.zeros(shape), "best": x.copy(), "fitness": cupy.full(individuals, cupy.inf),
             "leader": x[0].copy()}

    def step():
        x, best = swarm["x"], swarm["best"]
        fitness = 10.0 * dimension + (x * x - 10.0 * cupy.cos(2.0 * cupy.pi * x)).sum(axis=1)
        better = fitness < swarm["fitness"]
        swarm["best"] = best = cupy.where(better[:, None], x, best)
        swarm["fitness"] = cupy.where(better, fitness, swarm["fitness"])
        swarm["leader"] = best[cupy.argmin(swarm["fitness"])]
        v = (0.7298 * swarm["v"] + 1.49618 * draw(shape) * (best - x)
             + 1.49618 * draw(shape) * (swarm["leader"] - x))
        swarm["v"] = v.clip(-1.0, 1.0)
        swarm["x"] = (x + swarm["v"]).clip(-5.12, 5.12)

    return seconds(step, cupy.cuda.runtime.deviceSynchronize)


def main():
    individuals, dimension, ours = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    peers = {"EvoX, as it is": evox_eager, "EvoX, compiled by PyTorch": evox_compiled, "CuPy, without kernels of one's own": plain_cupy}
    for name, peer in peers.items():
        try:
            nanoseconds = peer(individuals, dimension) / (individuals * dimension) * 1e9
            print(f"| {name} | {nanoseconds:.4f} | {nanoseconds / ours:.1f} |", flush=True)
        except Exception as absent:
            reason = str(absent).strip().split("\n")[0].replace("|", "/")
            print(f"| {name} | absent | {type(absent).__name__}: {reason} |", flush=True)


main()
