"""Compile the kernels where there is no GPU, and read off what became of it.

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

from autograder.reference.gradients import KernelGradient
from autograder.reference.launching import Launch
from autograder.reference.plan import Plan

THREADS_OF_A_WARP = 32


@dataclass(frozen=True)
class Compiled:
    """What a compiled kernel takes.

    registers: of each thread; spilled: bytes that did not fit into them, stored and loaded
    shared: bytes of shared memory; copies: sizes in bytes of its asynchronous copies
    products: instructions for tensor cores, as often as they stand in the text
    key: of the compiled file in TRITON_CACHE_DIR
    """

    registers: int
    spilled: int
    shared: int
    copies: frozenset[int]
    products: int
    key: str


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


def compiled(launch: Launch, arch: int) -> Compiled:
    """Compile what would be launched on a GPU of compute capability arch, 80 or 90."""
    launch.kernel.device_caches.clear()  # made for the last GPU that was asked for
    driver.set_active(_NoDevice(arch))
    try:
        made = launch.kernel.warmup(grid=launch.grid, **launch.given)
    finally:
        driver.set_active(None)  # the next use finds its own
    return _facts(made, arch)


def of_a_layer(plan: Plan, fused_add: bool = False, y: torch.Tensor | None = None) -> list[Launch]:
    """Return what a plan would launch, for images that lie ready. No memory is touched.

    y: where the output would lie; by default with the channels last
    """
    layer, like = plan.layer, plan.kernels
    images = like.new_empty(layer.n, layer.h, layer.w, plan.groups * plan.width)
    if y is None:
        y = like.new_empty(layer.n, layer.rows, layer.columns, layer.o).movedim(-1, 1)
    return plan.launches(images, y, torch.empty_like(y) if fused_add else None)


def of_kernels(gradient: KernelGradient, like: torch.Tensor) -> list[Launch]:
    """Return what a gradient of kernels would launch, for arrays that lie ready."""
    layer, groups = gradient.layer, gradient.layer.groups
    images = like.new_empty(layer.n, layer.h, layer.w, groups * gradient.width)
    came = like.new_empty(layer.n, layer.rows, layer.columns, groups * gradient.maps)
    return gradient.launches(images, came, like.new_empty(groups * gradient.maps, gradient.window))


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
        registers=int(registers),
        spilled=spilled,
        shared=made.metadata.shared,
        copies=frozenset(int(size, 16) for size in found),
        products=len(re.findall(r"mma(?:_async)?\.sync\.", ptx)),
        key=made.hash,
    )
