"""Time our Triton kernel beside cuDNN on a GPU, and say how near the roofline each comes.

In float16, channels last, which both do fastest. Like beside like: the layer alone beside cuDNN's
convolution alone, and the layer with bias and ReLU beside cuDNN's call that fuses them. Before
anything is timed ours makes a plan of each layer, with its kernels packed and the fastest tile
found; cuDNN is in benchmark mode, and tries all of its ways. Images, kernels and outputs come round
only when twice the L2 cache has passed; 20 calls or more are timed as one CUDA graph; who is first
alternates; median and quartiles. Both answers are compared with float64's; a row that is wrong has
no time.

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
from torch.nn import functional
from tqdm import tqdm

from autograder.reference import Layer, by_triton
from autograder.reference.tiles import parts
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
FUSED = ", bias and ReLU"  # after a layer's name
MULTIPROCESSORS = {80: 108, 90: 132}  # of an A100 and an H100 (NVIDIA's papers on them)

Arrays = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]  # x, w, b, y
Call = Callable[[], torch.Tensor]


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
    for batch, shape, fused in tqdm(todo(only), desc="layers"):
        name = shape.name + FUSED * fused
        if not rows.has(name, batch):
            found = measure(batch, shape, fused, rounds)
            found["ms"]["roofline"] = roof_ms(layer_of(batch, shape), NUMBER_BYTES, peak, bandwidth)
            rows.add({"layer": name, "batch": batch, "fused": fused, **found})
    wrong = [f"{row['layer']}, batch of {row['batch']}" for row in rows.rows if not row["right"]]
    head = {"machine": machine(), "peak": peak, "bandwidth": bandwidth, "wrong": wrong}
    return {**head, "rows": [row for row in rows.rows if row["right"]]}


def todo(only: str = "") -> list[tuple[int, Shape, bool]]:
    """Return what is measured: batch, layer, and whether with bias and ReLU."""
    layers = [shape for shape in (*RESNET_50, *COURSE) if only in shape.name]
    return [(n, shape, fused) for shape in layers for n in BATCHES for fused in (False, True)]


def layer_of(batch: int, shape: Shape) -> Layer:
    """Return the sizes of a layer with a batch."""
    (sides, ones), k = ((shape.side,) * 2, (1, 1)), (shape.k,) * 2
    strides, padding = (shape.stride,) * 2, (shape.padding,) * 2
    return Layer(batch, shape.c, *sides, shape.o, *k, strides, padding, ones, 1)


def ours(layer: Layer, given: Arrays, fused: bool) -> Call:
    """Plan a layer, and return what runs it."""
    x, w, b, y = given
    plan = by_triton.plan(layer, w, b if fused else None, relu=fused)
    return lambda: plan(x, into=y)


def theirs(layer: Layer, given: Arrays, fused: bool) -> Call:
    """Return what runs cuDNN."""
    x, w, b, _ = given
    options = (layer.stride, layer.padding, layer.dilation, layer.groups)
    if fused:
        return lambda: torch.cudnn_convolution_relu(x, w, b, *options)
    return lambda: functional.conv2d(x, w, None, *options)


WAYS = {OURS: ours, PEER: theirs}  # with bias and ReLU in the same call, or neither with either


def measure(batch: int, shape: Shape, fused: bool, rounds: int) -> dict[str, Any]:
    """Return times in ms, quartiles and errors; no time where an answer is wrong."""
    layer = layer_of(batch, shape)
    numbers = (
        batch * (shape.c * shape.side**2 + layer.rows * layer.columns * shape.o)
        + shape.o * shape.c * shape.k**2
    )
    cache = torch.cuda.get_device_properties(0).L2_cache_size
    sets = [draw(layer) for _ in range(copies(NUMBER_BYTES * numbers, cache))]
    both = {name: [way(layer, given, fused) for given in sets] for name, way in WAYS.items()}
    errors = {name: error(each[0](), sets[0], layer, fused) for name, each in both.items()}
    if max(errors.values()) > CLOSE:
        return {"right": False, "errors": errors, "ms": {}, "quartiles": {}}
    graphs = {name: graph(each) for name, each in both.items()}
    taken = in_turns(graphs, WARM_UP, rounds)
    spread = {name: quartiles(times) for name, times in taken.items()}
    medians = {name: spread[name][1] for name in (PEER, OURS)}
    return {"right": True, "errors": errors, "ms": medians, "quartiles": spread}


def draw(layer: Layer) -> Arrays:
    """Return images, kernels, bias and room for the output."""

    def numbers(*size: int) -> torch.Tensor:
        made = torch.randn(*size, device="cuda", dtype=DTYPE)
        return made.to(memory_format=torch.channels_last) if made.ndim == 4 else made

    w = numbers(layer.o, layer.c, layer.kh, layer.kw) / (layer.c * layer.kh * layer.kw) ** 0.5
    y = numbers(layer.n, layer.o, layer.rows, layer.columns)
    return numbers(layer.n, layer.c, layer.h, layer.w), w, numbers(layer.o), y


def error(found: torch.Tensor, given: Arrays, layer: Layer, fused: bool) -> float:
    """Return how far the first and the last image are from float64's, as a part of the largest."""
    x, w, b, _ = given
    few = [0, -1]
    exact = functional.conv2d(
        x[few].double(), w.double(), b.double() if fused else None, layer.stride, layer.padding
    )
    exact = exact.relu() if fused else exact
    return float((found[few].double() - exact).abs().max() / exact.abs().max())


def graph(each: list[Call]) -> Callable[[], float]:
    """Record calls as one graph, over and over; return what runs it, and gives the ms of one."""
    each[0]()  # compiled before it is recorded
    torch.cuda.synchronize()
    recorded, kept = torch.cuda.CUDAGraph(), deque[torch.Tensor](maxlen=len(each))
    count = calls(len(each))
    with torch.cuda.graph(recorded):
        for call in range(count):
            kept.append(each[call % len(each)]())  # kept, or one output's memory serves them all

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
    """Say how ours compares: cuDNN's time by ours, alone and with bias and ReLU, and the roofs."""
    lines = [
        f"Measured roofs: {record['peak'] / 1e12:.0f} TFLOP/s in float16, "
        f"{record['bandwidth'] / 1e9:.0f} GB/s."
    ]
    for fused, name in ((False, "alone"), (True, "with bias and ReLU")):
        rows = [row["ms"] for row in record["rows"] if row["fused"] == fused]
        if rows:
            ratios = [ms[PEER] / ms[OURS] for ms in rows]
            of_roof = statistics.geometric_mean(ms["roofline"] / ms[OURS] for ms in rows)
            lines.append(
                f"The layer {name}, speed beside cuDNN: {statistics.geometric_mean(ratios):.2f} in "
                f"the geometric mean, least {min(ratios):.2f}, most {max(ratios):.2f}; "
                f"{of_roof:.2f} of the roofline."
            )
    if record["wrong"]:
        lines.append(f"Wrong, and so without a time: {'; '.join(record['wrong'])}.")
    return "\n".join(lines)


def compile_ahead(arch: int, only: str = "") -> int:
    """Compile for a GPU that is not here what will be tried on it; return how many kernels."""
    from autograder.reference.ahead import compiled, of_a_layer
    from autograder.reference.plan import Plan

    made = set()
    for batch, shape, fused in tqdm(todo(only), desc="layers"):
        layer = layer_of(batch, shape)
        w = torch.empty(layer.o, layer.c, layer.kh, layer.kw, dtype=DTYPE)
        b = w.new_empty(layer.o) if fused else None
        first = Plan(layer, w, b)
        for tile in first.tiles():
            cut = parts(tile, first.product, MULTIPROCESSORS[arch])
            for launch in of_a_layer(Plan(layer, w, b, relu=fused, tile=tile, cut=cut)):
                made.add(compiled(launch, arch).key)
    return len(made)
