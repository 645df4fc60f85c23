"""Small convolution layers with numbers, for the tests of the reference; its tests in processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch.nn import functional

from autograder.files import ROOT
from autograder.reference import Layer

Setting = tuple[tuple[int, int, int, int], tuple[int, int, int], dict[str, Any]]

# (n, c, h, w), (o, kh, kw), options: each option alone, then several, with ragged sizes.
SETTINGS: list[Setting] = [
    ((1, 1, 1, 1), (1, 1, 1), {}),
    ((2, 3, 9, 11), (5, 3, 3), {}),
    ((1, 4, 7, 6), (3, 2, 5), {"padding": (1, 2)}),
    ((3, 2, 8, 9), (4, 3, 3), {"stride": 2}),
    ((1, 2, 9, 8), (4, 3, 2), {"stride": (1, 3)}),
    ((1, 3, 9, 9), (2, 3, 3), {"dilation": 2}),
    ((1, 3, 6, 11), (2, 2, 3), {"dilation": (1, 4)}),
    ((2, 6, 5, 5), (9, 3, 3), {"groups": 3, "padding": 1}),
    ((1, 4, 6, 6), (4, 3, 3), {"groups": 4}),
    ((2, 3, 5, 6), (6, 2, 3), {"groups": 3, "stride": 2, "padding": 1}),
    ((2, 16, 6, 7), (33, 3, 3), {"padding": 1}),
    ((2, 32, 5, 5), (40, 1, 1), {}),
    ((2, 20, 5, 5), (7, 1, 1), {"stride": 2}),
    ((2, 24, 6, 5), (10, 3, 3), {"padding": 1}),
    ((1, 32, 5, 4), (34, 3, 3), {"groups": 2, "padding": (2, 3)}),
    ((2, 3, 12, 10), (7, 3, 3), {"stride": 2, "padding": 1, "dilation": 2}),
    ((1, 4, 2, 3), (2, 3, 3), {"padding": (2, 1)}),
    ((1, 2, 5, 5), (3, 1, 1), {"stride": 3, "padding": 1}),
    ((1, 16, 1, 33), (2, 1, 33), {"padding": (0, 1)}),
]
# Rounding of the inputs' dtype; the sums are in float32. Of a number that adds up `terms` products
# of size about 1 the error is about sqrt(terms) of these.
ROUNDING = {torch.float32: 1e-6, torch.float16: 1e-3, torch.bfloat16: 8e-3}
PRECISE = 4.0  # roundings, at most
# The device, and whether Triton interprets there.
PLACES = [("cpu", "1"), *([("cuda", "0")] if torch.cuda.is_available() else [])]


def draw(
    setting: Setting,
    dtype: torch.dtype = torch.float64,
    last: bool = False,
    bias: bool = True,
    device: str = "cpu",
) -> tuple[Any, ...]:
    """Return x, w, b and the options; last: with the channels last in memory."""
    (n, c, h, w), (o, kh, kw), options = setting
    rng = torch.Generator().manual_seed(0)
    x = torch.randn(n, c, h, w, generator=rng)
    kernels = torch.randn(o, c // options.get("groups", 1), kh, kw, generator=rng)
    b = torch.randn(o, generator=rng) if bias else None
    if last:
        x, kernels = (t.to(memory_format=torch.channels_last) for t in (x, kernels))
    tensors = [t if t is None else t.to(dtype).to(device) for t in (x, kernels, b)]
    return (*tensors, options)


def layer_of(x: torch.Tensor, w: torch.Tensor, options: dict[str, Any]) -> Layer:
    """Return the sizes of a layer; what options do not name is as in torch."""
    whole = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1} | options
    return Layer.of(x, w, None, **whole)


def exact(
    x: torch.Tensor, w: torch.Tensor, b: torch.Tensor | None, options: dict[str, Any]
) -> torch.Tensor:
    """Return what torch computes in float64."""
    bias = b if b is None else b.double()
    return functional.conv2d(x.double(), w.double(), bias, **options)


def roundings(found: torch.Tensor, right: torch.Tensor, terms: int) -> float:
    """Return the largest error, in roundings of found's dtype for as many terms as are added up."""
    error = (found.double() - right).abs().max().item()
    return error / (ROUNDING[found.dtype] * terms**0.5)


def in_a_process(module: str, *arguments: str, interpreted: str = "1") -> list[str]:
    """Run a test's module by itself: TRITON_INTERPRET has to be set before Triton is imported.

    interpreted: "1" for the interpreter, "0" for a GPU, "" to compile without one
    returns the lines that it printed
    """
    given = {name: value for name, value in os.environ.items() if name != "TRITON_INTERPRET"}
    given |= {"TRITON_INTERPRET": interpreted} if interpreted else {}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**given, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=1500,  # a busy machine is no failure
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


@contextmanager
def stores() -> Iterator[list[int]]:
    """Note each address that the interpreter stores to."""
    from triton.runtime import interpreter

    stored: list[int] = []
    plain = interpreter.InterpreterBuilder.create_masked_store

    def noted(builder: Any, pointers: Any, value: Any, mask: Any, *rest: Any) -> Any:
        stored.extend(pointers.data[mask.data].tolist())
        return plain(builder, pointers, value, mask, *rest)

    interpreter.InterpreterBuilder.create_masked_store = noted
    try:
        yield stored
    finally:
        interpreter.InterpreterBuilder.create_masked_store = plain
