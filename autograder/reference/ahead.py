"""Compile the kernel where there is no GPU, and read off what became of it.

The compiled files lie in TRITON_CACHE_DIR under the names that a launch on such a GPU looks for.
TRITON_INTERPRET must not be set.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from triton import knobs
from triton.backends.compiler import GPUTarget
from triton.runtime.driver import driver

from autograder.reference.layer import Layer
from autograder.reference.tiles import TileShape
from autograder.reference.triton_kernel import Kernel, arguments, fixed

THREADS_OF_A_WARP = 32


@dataclass(frozen=True)
class Compiled:
    """What a compiled kernel takes.

    registers: of each thread; spilled: bytes that did not fit into them, stored and loaded
    shared: bytes of shared memory; copies: sizes in bytes of its asynchronous copies
    """

    registers: int
    spilled: int
    shared: int
    copies: frozenset[int]


class _NoDevice:
    """Stands for a GPU of compute capability `arch`: as much as compiling asks of a driver."""

    def __init__(self, arch: int) -> None:
        self.target = GPUTarget("cuda", arch, THREADS_OF_A_WARP)

    def get_current_target(self) -> GPUTarget:
        return self.target

    def get_current_device(self) -> int:
        return 0

    def get_current_stream(self, _: int) -> int:
        return 0


def compiled(
    layer: Layer,
    tile: TileShape,
    arch: int,
    dtype: torch.dtype = torch.float16,
    last: bool = True,
    precision: str = "ieee",
    bias: bool = False,
    relu: bool = False,
) -> Compiled:
    """Compile for a layer, a tile and a GPU of compute capability arch, 80 or 90.

    last: images and kernels with the channels last, or in torch's default order
    """
    layout = torch.channels_last if last else torch.contiguous_format
    sizes = (
        (layer.n, layer.c, layer.h, layer.w),
        (layer.o, layer.c // layer.groups, layer.kh, layer.kw),
        (layer.n, layer.o, layer.rows, layer.columns),
    )
    x, w, y = (torch.empty(size, dtype=dtype, memory_format=layout) for size in sizes)
    b = torch.empty(layer.o, dtype=dtype) if bias else None
    given, options = arguments(layer, x, w, b, y, precision, relu)
    driver.set_active(_NoDevice(arch))
    try:
        made = Kernel().plain.warmup(*given, grid=(1,), **options, **fixed(layer, tile))
    finally:
        driver.set_active(None)  # the next use finds its own
    return _facts(made, arch)


def _facts(made: Any, arch: int) -> Compiled:
    ptx = made.asm["ptx"]
    found = re.findall(r"cp\.async\.c[ag]\.shared\.global[^;]*?, 0x(\w+), ", ptx)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "kernel.ptx"
        source.write_text(ptx, encoding="utf-8")
        name = "sm_90a" if arch == 90 else f"sm_{arch}"
        told = subprocess.run(
            [knobs.nvidia.ptxas.path, "-v", f"--gpu-name={name}", source, "-o", Path(folder) / "x"],
            capture_output=True,
            text=True,
            check=True,
        ).stderr
    (registers,) = re.findall(r"Used (\d+) registers", told)
    spilled = sum(map(int, re.findall(r"(\d+) bytes spill", told)))
    return Compiled(
        int(registers), spilled, made.metadata.shared, frozenset(int(size, 16) for size in found)
    )
