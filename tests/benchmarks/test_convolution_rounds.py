"""A GPU's benchmark of convolution layers is sound where this can be told without one."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch.nn import functional

from autograder.files import ROOT
from autograder.reference import Layer
from benchmarks.convolution import gpu
from benchmarks.convolution.layers import BATCHES, COURSE, RESNET_50
from benchmarks.convolution.rounds import (
    Rows,
    calls,
    copies,
    in_turns,
    numbers_moved,
    quartiles,
    roof_ms,
)

CACHE = 50 * 2**20
HEAD = {"machine": "one of its kind", "rounds": 50}


@pytest.mark.parametrize("bytes_of_one", [1000, 2**20, CACHE // 3, 10 * CACHE])
def test_arrays_come_round_only_when_twice_the_cache_has_passed(bytes_of_one: int):
    sets = copies(bytes_of_one, CACHE)

    assert sets >= 2
    assert sets * bytes_of_one >= 2 * CACHE
    assert calls(sets) >= 20
    assert calls(sets) % sets == 0


def test_who_is_first_alternates_and_the_warm_up_is_not_kept():
    order = []
    both = {name: lambda name=name: order.append(name) or len(order) for name in ("ours", "theirs")}
    taken = in_turns(both, warm_up=1, rounds=3)

    assert order == ["ours", "theirs", "theirs", "ours"] * 2
    assert taken == {"ours": [4, 5, 8], "theirs": [3, 6, 7]}


def test_quartiles_are_of_all_rounds():
    assert quartiles([5.0, 1.0, 2.0, 4.0, 3.0]) == [2.0, 3.0, 4.0]


@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1])
@pytest.mark.parametrize("dilation", [1, 2])
def test_the_roof_counts_each_pixel_that_changes_the_output(k, stride, padding, dilation):
    """By autograd: a pixel that no window has gets no gradient."""
    x = torch.ones(2, 3, 8, 7, requires_grad=True)
    w = torch.ones(4, 3, k, k)
    layer = Layer.of(x, w, None, stride, padding, dilation, 1)
    y = functional.conv2d(x, w, None, stride, padding, dilation)
    y.sum().backward()

    assert numbers_moved(layer) == int((x.grad != 0).sum()) + w.numel() + y.numel()


def test_the_roof_is_the_longer_of_products_and_bytes():
    layer = gpu.layer_of(64, next(shape for shape in RESNET_50 if shape.name == "conv4 3×3"))

    assert roof_ms(layer, 2, 1e12, 1e30) == pytest.approx(2 * layer.products / 1e9)
    assert roof_ms(layer, 2, 1e30, 1e12) == pytest.approx(2 * numbers_moved(layer) / 1e9)


def test_each_row_is_kept_at_once_and_a_run_goes_on_where_it_stopped(tmp_path: Path):
    path = tmp_path / "rows.jsonl"
    rows = Rows(path, HEAD)
    rows.add({"layer": "a", "batch": 1})
    written = path.read_text(encoding="utf-8")
    path.write_text(written + '{"layer": "b", "ba', encoding="utf-8")  # killed as it wrote
    again = Rows(path, HEAD)
    again.add({"layer": "b", "batch": 1})

    assert len(written.splitlines()) == 2
    assert again.has("a", 1)
    assert not again.has("a", 16)
    assert [row["layer"] for row in Rows(path, HEAD).rows] == ["a", "b"]


def test_rows_of_another_machine_are_not_mixed_in(tmp_path: Path):
    path = tmp_path / "rows.jsonl"
    Rows(path, HEAD)

    with pytest.raises(SystemExit, match="measured elsewhere or otherwise"):
        Rows(path, {**HEAD, "rounds": 7})


def test_like_is_measured_beside_like(monkeypatch):
    """Ours and the peer's give the same: both with bias and ReLU, or both without either."""
    layer = Layer(2, 8, 5, 5, 4, 3, 3, (1, 1), (1, 1), (1, 1), 1)
    x, w, b = torch.randn(2, 8, 5, 5), torch.randn(4, 8, 3, 3), torch.randn(4)

    def plan(_, w, b, relu):
        def run(x, into):
            made = functional.conv2d(x, w, b, 1, 1)
            return into.copy_(made.relu() if relu else made)

        return run

    def fused_by_cudnn(x, w, b, *options):
        return functional.conv2d(x, w, b, *options).relu()

    monkeypatch.setattr(gpu.by_triton, "plan", plan)
    monkeypatch.setattr(torch, "cudnn_convolution_relu", fused_by_cudnn)
    for fused in (False, True):
        given = (x, w, b, torch.empty(2, 4, 5, 5))
        found = [way(layer, given, fused)() for way in gpu.WAYS.values()]

        torch.testing.assert_close(*found)
        assert (found[0].min() >= 0) == fused
        assert gpu.error(found[0], given, layer, fused) < 1e-5
        assert gpu.error(found[0] + 1, given, layer, fused) > gpu.CLOSE


def test_every_layer_is_measured_with_every_batch_alone_and_fused():
    assert (
        len(gpu.todo()) == len({*gpu.todo()}) == (len(RESNET_50) + len(COURSE)) * len(BATCHES) * 2
    )
    assert {shape.name for _, shape, _ in gpu.todo("conv4")} == {
        shape.name for shape in RESNET_50 if shape.name.startswith("conv4")
    }


def test_what_is_compiled_ahead_lies_where_a_launch_looks_for_it(tmp_path: Path, monkeypatch):
    """A second run in another process finds each kernel, and compiles nothing."""
    code = (
        "from benchmarks.convolution import gpu; gpu.BATCHES[:] = [1];"
        "print(gpu.compile_ahead(90, 'pictures conv7'))"
    )
    monkeypatch.setenv("TRITON_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("TRITON_INTERPRET", raising=False)
    made = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        made.append({path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.cubin")})

    assert int(done.stdout) == len(made[0]) > 0
    assert made[0] == made[1]
