"""The three ways to compute a convolution layer agree with torch's in float64.

The Triton kernel runs in its interpreter, and where there is a GPU on that as well; each time in a
process of its own, for TRITON_INTERPRET has to be set before Triton is imported.
"""

import itertools
import os
import subprocess
import sys

import pytest
import torch
from torch.nn import functional

from autograder import reference
from autograder.files import ROOT
from autograder.reference import LayerError, by_triton
from autograder.reference.tiles import TileShape

# (n, c, h, w), (o, kh, kw), options: each option alone, then several, with ragged sizes.
SETTINGS = [
    ((1, 1, 1, 1), (1, 1, 1), {}),
    ((2, 3, 9, 11), (5, 3, 3), {}),
    ((1, 4, 7, 6), (3, 2, 5), {"padding": (1, 2)}),
    ((3, 2, 8, 9), (4, 3, 3), {"stride": 2}),
    ((1, 2, 9, 8), (4, 3, 2), {"stride": (1, 3)}),
    ((1, 3, 9, 9), (2, 3, 3), {"dilation": 2}),
    ((1, 3, 6, 11), (2, 2, 3), {"dilation": (1, 4)}),
    ((2, 6, 5, 5), (9, 3, 3), {"groups": 3, "padding": 1}),
    ((1, 4, 6, 6), (4, 3, 3), {"groups": 4}),
    ((1, 16, 6, 7), (33, 3, 3), {"padding": 1}),
    ((2, 32, 5, 5), (40, 1, 1), {}),
    ((2, 24, 6, 5), (10, 3, 3), {"padding": 1}),
    ((2, 3, 12, 10), (7, 3, 3), {"stride": 2, "padding": 1, "dilation": 2}),
    ((1, 4, 2, 3), (2, 3, 3), {"padding": (2, 1)}),
]
each_setting = pytest.mark.parametrize("setting", SETTINGS, ids=str)
# Rounding of the inputs' dtype; the sums are in float32. Of a number that adds up `terms` products
# of size about 1 the error is about sqrt(terms) of these.
ROUNDING = {torch.float32: 1e-6, torch.float16: 1e-3, torch.bfloat16: 8e-3}


def draw(setting, dtype=torch.float64, last=False, bias=True, device="cpu"):
    (n, c, h, w), (o, kh, kw), options = setting
    rng = torch.Generator().manual_seed(0)
    x = torch.randn(n, c, h, w, generator=rng)
    kernels = torch.randn(o, c // options.get("groups", 1), kh, kw, generator=rng)
    b = torch.randn(o, generator=rng) if bias else None
    if last:
        x, kernels = (t.to(memory_format=torch.channels_last) for t in (x, kernels))
    tensors = [t if t is None else t.to(dtype).to(device) for t in (x, kernels, b)]
    return (*tensors, options)


def exact(x, w, b, options):
    return functional.conv2d(x.double(), w.double(), b if b is None else b.double(), **options)


def far(found, x, w, b, options, relu=False):
    """Return the largest error, in roundings of the dtype for as many terms as are added up."""
    terms = w[0].numel() + 1
    right = exact(x, w, b, options)
    error = (found.double() - (right.relu() if relu else right)).abs().max().item()
    return error / (ROUNDING[x.dtype] * terms**0.5)


@each_setting
@pytest.mark.parametrize("backend", ["numpy", "torch"])
@pytest.mark.parametrize("bias", [True, False])
def test_numpy_and_torch_are_exact(setting, backend: str, bias: bool):
    x, w, b, options = draw(setting, bias=bias)
    found = reference.conv2d(x, w, b, **options, backend=backend)

    torch.testing.assert_close(found, exact(x, w, b, options))


def test_the_backend_goes_by_the_device_and_the_dtype():
    class OnAGpu:
        is_cuda = True

        def __init__(self, dtype):
            self.dtype = dtype

        def element_size(self):
            return self.dtype.itemsize

    assert reference.chosen(torch.zeros(1)) == "torch"
    assert reference.chosen(OnAGpu(torch.float16)) == "triton"
    assert reference.chosen(OnAGpu(torch.bfloat16)) == "triton"
    assert reference.chosen(OnAGpu(torch.float32)) == "torch"


@pytest.mark.parametrize(
    ("x", "w", "options", "why"),
    [
        ((3, 4, 4), (1, 3, 2, 2), {}, "4 axes"),
        ((1, 3, 4, 4), (1, 2, 2, 2), {}, "ask for 3"),
        ((1, 3, 4, 4), (2, 3, 2, 2), {"groups": 2}, "must divide"),
        ((1, 3, 4, 4), (1, 3, 5, 2), {}, "does not fit"),
        ((1, 3, 4, 4), (1, 3, 2, 2), {"stride": 0}, "stride is 1 or more"),
        ((1, 3, 4, 4), (1, 3, 2, 2), {"padding": (0, -1)}, "padding is 0 or more"),
    ],
)
def test_what_does_not_fit_is_told(x, w, options, why: str):
    with pytest.raises(LayerError, match=why):
        reference.conv2d(torch.zeros(x), torch.zeros(w), **options)


def test_a_bias_of_another_dtype_or_length_is_told():
    x, w = torch.zeros(1, 1, 2, 2), torch.zeros(2, 1, 1, 1)
    with pytest.raises(LayerError, match="bring them together"):
        reference.conv2d(x, w, torch.zeros(2, dtype=torch.float64))
    with pytest.raises(LayerError, match="a bias for each of 2"):
        reference.conv2d(x, w, torch.zeros(3))


def test_the_products_are_counted():
    x, w, _, options = draw(((2, 6, 5, 5), (9, 3, 3), {"groups": 3}))
    layer = reference.Layer.of(x, w, None, 1, 0, 1, **options)

    assert layer.products == 2 * 9 * 3 * 3 * (2 * 3 * 3)


def test_without_a_gpu_and_the_interpreter_triton_says_what_to_do(monkeypatch):
    monkeypatch.delenv("TRITON_INTERPRET", raising=False)
    by_triton._kernel.cache_clear()
    x, w = torch.zeros(1, 1, 2, 2), torch.zeros(1, 1, 1, 1)
    try:
        with pytest.raises(by_triton.TritonError, match="TRITON_INTERPRET=1"):
            reference.conv2d(x, w, backend="triton")
        with pytest.raises(by_triton.TritonError, match="float64"):
            reference.conv2d(x.double(), w.double(), backend="triton")
    finally:
        by_triton._kernel.cache_clear()


# The device, and whether Triton interprets there.
PLACES = [("cpu", "1"), *([("cuda", "0")] if torch.cuda.is_available() else [])]


@pytest.mark.parametrize(("device", "interpreted"), PLACES)
def test_the_kernel_is_right_in_every_setting(device: str, interpreted: str):
    done = subprocess.run(
        [sys.executable, "-m", "tests.autograder.reference.test_reference", device],
        cwd=ROOT,
        env={**os.environ, "TRITON_INTERPRET": interpreted, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=500,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ok") == len(SETTINGS) * len(WAYS)


def test_each_output_is_written_once():
    done = subprocess.run(
        [sys.executable, "-m", "tests.autograder.reference.test_reference", "stores"],
        cwd=ROOT,
        env={**os.environ, "TRITON_INTERPRET": "1", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("once") == len(SETTINGS)


# dtype, channels last, bias, precision
WAYS = [
    *itertools.product([torch.float32], [False, True], [False, True], ["ieee"]),
    (torch.float32, False, True, "tf32"),
    (torch.float16, True, True, "ieee"),
    (torch.float16, False, False, "ieee"),
    (torch.bfloat16, True, True, "ieee"),
]
GUARD = -777.0
SMALL_TILE = TileShape(32, 32, 16, 4, 2)


def check(setting, dtype, last: bool, bias: bool, precision: str, device: str) -> None:
    """Compare with float64; see that all of the output is written, and nothing beside it."""
    x, w, b, options = draw(setting, dtype, last, bias, device)
    whole = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1} | options
    layer = reference.Layer.of(x, w, b, **whole)
    size = (layer.n, layer.o, layer.rows, layer.columns)
    room = torch.full((size[0], size[1] + 2, size[2] + 2, size[3] + 2), GUARD, dtype=dtype)
    if last:
        room = room.to(memory_format=torch.channels_last)
    room = room.to(device)
    inside = room[:, 1:-1, 1:-1, 1:-1]
    inside.fill_(float("nan"))

    # On a GPU, too, one tile: to tune each setting would compile for an hour.
    by_triton.conv2d(layer, x, w, b, precision, into=inside, tile=SMALL_TILE)

    assert not inside.isnan().any()
    least = 2e-3 / 1e-6 if precision == "tf32" else 4.0
    assert far(inside, x, w, b, options) < least, (setting, dtype, precision)
    inside.fill_(GUARD)
    assert (room == GUARD).all()
    plain = by_triton.conv2d(layer, x, w, b, precision, relu=True, tile=SMALL_TILE)
    assert plain.is_contiguous() or plain.is_contiguous(memory_format=torch.channels_last)
    assert far(plain, x, w, b, options, relu=True) < least


def count_stores() -> None:
    """Note each place that the interpreter stores to; every output has to be there once."""
    from triton.runtime import interpreter

    stored: list[int] = []
    plain = interpreter.InterpreterBuilder.create_masked_store

    def noted(builder, pointers, value, mask, *rest):
        stored.extend(pointers.data[mask.data].tolist())
        return plain(builder, pointers, value, mask, *rest)

    interpreter.InterpreterBuilder.create_masked_store = noted
    for setting in SETTINGS:
        stored.clear()
        x, w, b, options = draw(setting, torch.float32)
        y = reference.conv2d(x, w, b, **options, backend="triton")
        assert len(stored) == len({*stored}) == y.numel(), setting
        print("once")


if __name__ == "__main__":
    if sys.argv[1] == "stores":
        count_stores()
        sys.exit()
    for one in SETTINGS:
        for way in WAYS:
            check(one, *way, device=sys.argv[1])
            print("ok", one, *way)
