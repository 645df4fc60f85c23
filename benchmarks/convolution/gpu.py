"""Time our Triton kernel beside cuDNN on a GPU, and say how near the roofline each comes.

In float16, channels last, which both do fastest. Like beside like: the layer alone beside cuDNN's
convolution alone, the layer with bias and ReLU, or bias, addition and ReLU, beside cuDNN's call
that fuses them, and each gradient beside the one that autograd asks of cuDNN. Before anything is
timed ours makes a plan of each, with its kernels packed and the fastest tile found; cuDNN is in
benchmark mode, and tries all of its ways. Arrays come round only when twice the L2 cache has
passed; 20 calls or more are timed as one CUDA graph; who is first alternates; median and quartiles.
Both answers are compared with float64's; a row that is wrong has no time.

The roofline is the time that the products need at the device's peak, or the bytes at its bandwidth,
whichever is longer; peak and bandwidth are measured here too, by a large product of matrices and a
large copy. Pixels that no window has are not counted.

Each row is written to ROWS at once, and a run goes on where the last one stopped. `compile_ahead`
compiles without a GPU what is tried on one, so that time there is spent on measuring.
"""

from __future__ import annotations

import statistics
import subprocess
from collections import deque
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from autograder.reference import Layer
from benchmarks.convolution.kinds import (
    ALONE,
    KINDS,
    Call,
    draw,
    error,
    launched,
    moved,
    ours,
    theirs,
)
from benchmarks.convolution.layers import BATCHES, COURSE, RESNET_50, Shape
from benchmarks.convolution.rounds import Rows, calls, copies, in_turns, quartiles, roof_ms

PEER, OURS = "cuDNN", "ours"
DTYPE = torch.float16
NUMBER_BYTES = 2
ROUNDS = 50
WARM_UP = 3
CLOSE = 2e-3  # of the largest number of the answer; float16 has three digits
SIDE = 8192  # of the matrices by which the peak is measured
ROWS = Path(__file__).parent / "gpu_rows.jsonl"
MULTIPROCESSORS = {80: 108, 90: 132}  # of an A100 and an H100 (NVIDIA's papers on them)
WAYS = {OURS: ours, PEER: theirs}


def on_the_gpu(rounds: int, only: str = "") -> dict[str, Any]:
    """Measure the layers with `only` in their name, and return the record of all that are measured.

    Ends with a sentence where there is no GPU.
    """
    if not torch.cuda.is_available():
        raise SystemExit("there is no GPU that torch can use here: nothing was measured")
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.benchmark_limit = 0  # all of cuDNN's ways, not the first ten
    rows = Rows(ROWS, {"machine": machine(), "rounds": rounds})
    peak, bandwidth = roofs()
    for batch, shape, kind in tqdm(todo(only), desc="layers"):
        name = shape.name if kind == ALONE else f"{shape.name}, {kind}"
        if not rows.has(name, batch):
            layer = layer_of(batch, shape)
            found = measure(layer, kind, rounds)
            bytes_moved = NUMBER_BYTES * moved(layer, kind)
            found["ms"]["roofline"] = roof_ms(layer, bytes_moved, peak, bandwidth)
            rows.add({"layer": name, "batch": batch, "kind": kind, **found})
    wrong = [f"{row['layer']}, batch of {row['batch']}" for row in rows.rows if not row["right"]]
    head = {"machine": machine(), "peak": peak, "bandwidth": bandwidth, "wrong": wrong}
    return {**head, "rows": [row for row in rows.rows if row["right"]]}


def todo(only: str = "") -> list[tuple[int, Shape, str]]:
    """Return what is measured: batch, layer, and the kind of call."""
    layers = [shape for shape in (*RESNET_50, *COURSE) if only in shape.name]
    return [(n, shape, kind) for shape in layers for n in BATCHES for kind in KINDS]


def layer_of(batch: int, shape: Shape) -> Layer:
    """Return the sizes of a layer with a batch."""
    (sides, ones), k = ((shape.side,) * 2, (1, 1)), (shape.k,) * 2
    strides, padding = (shape.stride,) * 2, (shape.padding,) * 2
    return Layer(batch, shape.c, *sides, shape.o, *k, strides, padding, ones, 1)


def measure(layer: Layer, kind: str, rounds: int) -> dict[str, Any]:
    """Return times in ms, quartiles and errors; no time where an answer is wrong."""
    cache = torch.cuda.get_device_properties(0).L2_cache_size
    bytes_of_one = NUMBER_BYTES * moved(layer, kind)
    sets = [draw(layer, kind, "cuda", DTYPE) for _ in range(copies(bytes_of_one, cache))]
    both = {name: [way(layer, given, kind) for given in sets] for name, way in WAYS.items()}
    errors = {name: error(each[0](), sets[0], layer, kind) for name, each in both.items()}
    if max(errors.values()) > CLOSE:
        return {"right": False, "errors": errors, "ms": {}, "quartiles": {}}
    graphs = {name: graph(each) for name, each in both.items()}
    taken = in_turns(graphs, WARM_UP, rounds)
    spread = {name: quartiles(times) for name, times in taken.items()}
    medians = {name: spread[name][1] for name in (PEER, OURS)}
    return {"right": True, "errors": errors, "ms": medians, "quartiles": spread}


def graph(each: list[Call]) -> Callable[[], float]:
    """Record calls as one graph, over and over; return what runs it, and gives the ms of one."""
    for call in each:
        call()  # compiled, and its memory taken, before it is recorded
    torch.cuda.synchronize()
    recorded, kept = torch.cuda.CUDAGraph(), deque[torch.Tensor](maxlen=len(each))
    count = calls(len(each))
    with torch.cuda.graph(recorded):
        for at in range(count):
            kept.append(each[at % len(each)]())  # kept, or one output's memory serves them all

    def once() -> float:
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        torch.cuda.synchronize()
        start.record()
        recorded.replay()
        end.record()
        torch.cuda.synchronize()
        return float(start.elapsed_time(end)) / count

    return once


def machine() -> str:
    """Name the device and what runs on it."""
    return (
        f"{torch.cuda.get_device_name()}, driver {driver()}; CUDA {torch.version.cuda}, cuDNN "
        f"{torch.backends.cudnn.version()}, torch {torch.__version__}, triton {version('triton')}"
    )


def driver() -> str:
    """Return the driver's version, or that it is not known."""
    ask = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    try:
        return subprocess.run(ask, capture_output=True, text=True, check=True).stdout.split()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "of unknown version"


def roofs() -> tuple[float, float]:
    """Measure the peak in FLOP/s and the bandwidth in bytes/s."""
    a = torch.randn(SIDE, SIDE, device="cuda", dtype=DTYPE)
    big = torch.empty(2**30, device="cuda", dtype=torch.uint8)
    to = torch.empty_like(big)
    fastest = []
    for run in (lambda: a @ a, lambda: to.copy_(big)):
        times = []
        for _ in range(10):
            start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
            start.record()
            run()
            end.record()
            torch.cuda.synchronize()
            times.append(float(start.elapsed_time(end)) / 1000)
        fastest.append(min(times))
    return 2 * SIDE**3 / fastest[0], 2 * len(big) / fastest[1]


def summary(record: dict[str, Any]) -> str:
    """Say how ours compares, for each kind of call: cuDNN's time by ours, and the roofs."""
    lines = [
        f"Measured roofs: {record['peak'] / 1e12:.0f} TFLOP/s in float16, "
        f"{record['bandwidth'] / 1e9:.0f} GB/s."
    ]
    for kind in KINDS:
        rows = [row["ms"] for row in record["rows"] if row["kind"] == kind]
        if rows:
            ratios = [ms[PEER] / ms[OURS] for ms in rows]
            mean = statistics.geometric_mean(ratios)
            of_roof = statistics.geometric_mean(ms["roofline"] / ms[OURS] for ms in rows)
            lines.append(
                f"A layer's call, {kind}: speed beside cuDNN {mean:.2f} in the geometric mean, "
                f"least {min(ratios):.2f}, most {max(ratios):.2f}; "
                f"{of_roof:.2f} of the roofline."
            )
    if record["wrong"]:
        lines.append(f"Wrong, and so without a time: {'; '.join(record['wrong'])}.")
    return "\n".join(lines)


def compile_ahead(arch: int, only: str = "") -> int:
    """Compile for a GPU that is not here what will be tried on it; return how many kernels."""
    from autograder.reference.ahead import compiled

    made = set()
    for batch, shape, kind in tqdm(todo(only), desc="layers"):
        for launch in launched(layer_of(batch, shape), kind, DTYPE, MULTIPROCESSORS[arch]):
            made.add(compiled(launch, arch).key)
    return len(made)
