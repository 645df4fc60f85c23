"""Time our Triton kernel beside cuDNN on a GPU, and say how near the roofline each comes.

In float16, channels last, which both do fastest; cuDNN in benchmark mode, which tries its ways
first. Inputs rotate, so that none is found in the cache; CUDA events around each call; ours and
cuDNN's in turns, after a warm-up; medians. The roofline is the time that the products need at the
device's peak, or the bytes at its bandwidth, whichever is longer; peak and bandwidth are measured
here too, by a large product of matrices and a large copy.
"""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import Any

import torch
from torch.nn import functional
from tqdm import tqdm

from autograder.reference import Layer, by_triton
from benchmarks.convolution.layers import BATCHES, COURSE, RESNET_50, Shape

PEER, OURS = "cuDNN", "ours"
DTYPE = torch.float16
CACHE_BYTES = 128 * 2**20  # more than the L2 cache of any GPU so far
WARM_UP = 5
PAUSE_CYCLES = 1_000_000  # about half a millisecond
SIDE = 8192  # of the matrices by which the peak is measured


def on_the_gpu(rounds: int) -> dict[str, Any]:
    """Measure, and return the record; ends with a sentence where there is no GPU."""
    if not torch.cuda.is_available():
        raise SystemExit("there is no GPU that torch can use here: nothing was measured")
    torch.backends.cudnn.benchmark = True
    peak, bandwidth = roofs()
    rows = []
    todo = [(batch, shape) for shape in (*RESNET_50, *COURSE) for batch in BATCHES]
    for batch, shape in tqdm(todo, desc="layers"):
        ours, theirs, layer = measure(batch, shape, rounds)
        numbers = layer.n * (layer.c * layer.h * layer.w + layer.o * layer.rows * layer.columns)
        bytes_moved = 2 * (numbers + layer.o * layer.c * layer.kh * layer.kw)
        roof = 1000 * max(2 * layer.products / peak, bytes_moved / bandwidth)
        rows.append(
            {
                "layer": shape.name,
                "batch": batch,
                "ms": {PEER: theirs, OURS: ours, "roofline": roof},
            }
        )
    machine = (
        f"{torch.cuda.get_device_name()}, driver {driver()}; CUDA {torch.version.cuda}, cuDNN "
        f"{torch.backends.cudnn.version()}, torch {torch.__version__}, triton {version('triton')}"
    )
    return {"machine": machine, "peak": peak, "bandwidth": bandwidth, "rows": rows}


def summary(record: dict[str, Any]) -> str:
    """Say how ours compares: cuDNN's time by ours, and the roofs."""
    ratios = [row["ms"][PEER] / row["ms"][OURS] for row in record["rows"]]
    return (
        f"Speed beside cuDNN: {statistics.geometric_mean(ratios):.2f} in the geometric mean, least "
        f"{min(ratios):.2f}, most {max(ratios):.2f}. Measured roofs: "
        f"{record['peak'] / 1e12:.0f} TFLOP/s in float16, {record['bandwidth'] / 1e9:.0f} GB/s."
    )


def driver() -> str:
    ask = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    return subprocess.run(ask, capture_output=True, text=True, check=True).stdout.split()[0]


def measure(batch: int, shape: Shape, rounds: int) -> tuple[float, float, Layer]:
    """Return our time and cuDNN's in milliseconds; raises SystemExit if they do not agree."""
    size = batch * shape.c * shape.side**2 * 2
    copies = min(max(2, -(-CACHE_BYTES // size)), 64)
    images = [draw(batch, shape.c, shape.side, shape.side) for _ in range(copies)]
    w = draw(shape.o, shape.c, shape.k, shape.k) / (shape.c * shape.k**2) ** 0.5
    b = torch.randn(shape.o, device="cuda", dtype=DTYPE)
    layer = Layer.of(images[0], w, b, shape.stride, shape.padding, 1, 1)

    def ours(x: torch.Tensor) -> torch.Tensor:
        return by_triton.conv2d(layer, x, w, b)

    def theirs(x: torch.Tensor) -> torch.Tensor:
        return functional.conv2d(x, w, b, shape.stride, shape.padding)

    torch.testing.assert_close(ours(images[0]), theirs(images[0]), atol=2e-2, rtol=2e-2)
    times: dict[Callable[[torch.Tensor], torch.Tensor], list[float]] = {ours: [], theirs: []}
    for turn in range(WARM_UP + rounds):
        for way, taken in times.items():
            took = once(partial(way, images[turn % len(images)]))
            if turn >= WARM_UP:
                taken.append(took)
    return statistics.median(times[ours]), statistics.median(times[theirs]), layer


def draw(*size: int) -> torch.Tensor:
    numbers = torch.randn(*size, device="cuda", dtype=DTYPE)
    return numbers.to(memory_format=torch.channels_last)


def once(run: Callable[[], object]) -> float:
    """Return the milliseconds that the GPU needs for one call, without what Python needs for it."""
    start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    torch.cuda.synchronize()
    torch.cuda._sleep(PAUSE_CYCLES)  # so long the call can be queued
    start.record()
    run()
    end.record()
    torch.cuda.synchronize()
    return float(start.elapsed_time(end))


def roofs() -> tuple[float, float]:
    """Measure the peak in FLOP/s and the bandwidth in bytes/s."""
    a = torch.randn(SIDE, SIDE, device="cuda", dtype=DTYPE)
    big = torch.empty(2**30, device="cuda", dtype=torch.uint8)
    to = torch.empty_like(big)
    product = min(once(lambda: a @ a) for _ in range(WARM_UP * 2))
    copy = min(once(lambda: to.copy_(big)) for _ in range(WARM_UP * 2))
    return 2 * SIDE**3 / (product / 1000), 2 * len(big) / (copy / 1000)
