"""Time a convolution layer: `python -m benchmarks.convolution` (about a minute), or `… gpu`.

On the processor: the six ways of `ways.py` on the layers of `layers.py`, in float32 on one thread,
in turns, after one round that is not counted; the medians, and each as a multiple of torch's. All
answers are compared with torch's in float64 first.

On a GPU: see `gpu.py`; `--only NAME` for some layers, and a run goes on where the last one stopped.
Prints a table, and keeps the figures where chapter 12 reads them.

Compiling for a GPU that is not here, before one is rented: `TRITON_CACHE_DIR=DIR python -m
benchmarks.convolution compile --arch 90`; then carry DIR there, and set the variable again.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from importlib.metadata import version
from typing import Any

import numpy as np
import torch
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from benchmarks.convolution import gpu
from benchmarks.convolution.layers import ON_THE_CPU, Shape
from benchmarks.convolution.ways import PEER, WAYS, Array
from benchmarks.widgets.__main__ import processor
from seeing import measurements

ROUNDS = 7
CLOSE = 1e-4  # of the largest number of the answer; float32 has seven digits


def draw(batch: int, shape: Shape) -> tuple[Array, Array, Array]:
    rng = np.random.default_rng(0)
    sizes = (
        (batch, shape.c, shape.side, shape.side),
        (shape.o, shape.c, shape.k, shape.k),
        shape.o,
    )
    x, w, b = (rng.standard_normal(size).astype(np.float32) for size in sizes)
    return x, w, b


def measure(batch: int, shape: Shape, rounds: int) -> dict[str, float]:
    """Return the median of each way in milliseconds; raises SystemExit if an answer is wrong."""
    given = draw(batch, shape)
    right = torch.nn.functional.conv2d(*(torch.from_numpy(a).double() for a in given)).numpy()
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    for turn in range(rounds + 1):
        for name, way in WAYS.items():
            start = time.perf_counter()
            found = way(*given)
            took = 1000 * (time.perf_counter() - start)
            if abs(found - right).max() > CLOSE * abs(right).max():
                raise SystemExit(f"{name} is wrong on {shape.name}")
            if turn:
                times[name].append(took)
    return {name: statistics.median(taken) for name, taken in times.items()}


def short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"


def on_the_cpu(rounds: int) -> dict[str, Any]:
    torch.set_num_threads(1)
    rows = []
    with threadpool_limits(1):
        for batch, shape in tqdm(ON_THE_CPU, desc="layers"):
            found = measure(batch, shape, rounds)
            rows.append({"layer": shape.name, "batch": batch, "ms": found})
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "torch"))
    machine = (
        f"{processor()}, one thread; {platform.system()} {platform.machine()}; "
        f"Python {platform.python_version()}, {versions}"
    )
    return {"machine": machine, "rows": rows}


def table(record: dict[str, Any], peer: str) -> str:
    """Write a record as a table: milliseconds, and in brackets as a multiple of the peer's."""
    ways = list(record["rows"][0]["ms"])
    lines = [f"| layer | batch | {' | '.join(ways)} |", f"|---|{'---:|' * (len(ways) + 1)}"]
    for row in record["rows"]:
        cells = [f"{short(ms)} ({short(ms / row['ms'][peer])}×)" for ms in row["ms"].values()]
        lines.append(f"| {row['layer']} | {row['batch']} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", f"Milliseconds. Measured on: {record['machine']}."])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.convolution", description=__doc__)
    parser.add_argument("where", nargs="?", choices=["cpu", "gpu", "compile"], default="cpu")
    parser.add_argument("--rounds", type=int, help=f"{ROUNDS}, on a GPU {gpu.ROUNDS}")
    parser.add_argument("--only", default="", metavar="NAME", help="of layers, on a GPU")
    parser.add_argument("--arch", type=int, default=90, help="80 for an A100, 90 for an H100")
    options = parser.parse_args()
    if options.where == "compile":
        print(f"{gpu.compile_ahead(options.arch, options.only)} kernels compiled")
        return
    on_a_gpu = options.where == "gpu"
    rounds = options.rounds or (gpu.ROUNDS if on_a_gpu else ROUNDS)
    found = gpu.on_the_gpu(rounds, options.only) if on_a_gpu else on_the_cpu(rounds)
    command = f"python -m benchmarks.convolution {options.where}"
    record = {"command": command, "rounds": rounds, **found}
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    measurements.path(options.where).write_text(text, encoding="utf-8")
    print(table(record, gpu.PEER if on_a_gpu else PEER))
    if on_a_gpu:
        print(gpu.summary(record))


if __name__ == "__main__":
    main()
