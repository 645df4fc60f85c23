"""A GPU's benchmark of convolution layers is sound where this can be told without one."""

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from torch.nn import functional

from autograder.files import ROOT
from autograder.reference import Layer
from benchmarks.convolution import __main__ as command
from benchmarks.convolution import gpu, kinds
from benchmarks.convolution.kinds import Arrays
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
from tests.support.convolution_layers import in_a_process

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

    assert roof_ms(layer, 1000, 1e12, 1e30) == pytest.approx(2 * layer.products / 1e9)
    assert roof_ms(layer, 1000, 1e30, 1e12) == pytest.approx(1e-6)


def test_each_kind_of_call_has_its_own_roof():
    """A shortcut of stride 2: three quarters of its pixels are not read, but have a gradient."""
    layer = Layer(3, 8, 10, 10, 5, 1, 1, (2, 2), (0, 0), (1, 1), 1)
    read, all_pixels, outputs, kernels = 3 * 8 * 25, 3 * 8 * 100, 3 * 5 * 25, 5 * 8
    least = {kind: kinds.moved(layer, kind) for kind in kinds.KINDS}

    assert least[kinds.ALONE] == read + kernels + outputs
    assert least[kinds.FUSED] == least[kinds.KERNELS] == least[kinds.ALONE]
    assert least[kinds.ADDED] == least[kinds.ALONE] + outputs
    assert least[kinds.IMAGES] == all_pixels + kernels + outputs


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


def test_like_is_measured_beside_like():
    """Ours in Triton's interpreter and the peer's give the same, with all that either fuses."""
    said = in_a_process("tests.benchmarks.test_convolution_rounds")

    assert [json.loads(line) for line in said] == [
        {"kind": kind, "negative": kind not in (kinds.FUSED, kinds.ADDED), "wrong is seen": True}
        for kind in kinds.KINDS
    ]


def both_ways() -> None:
    """Compare ours with the peer's on the processor, where cuDNN's two fused calls are missing."""

    def with_bias(x, w, b, *options):
        return functional.conv2d(x, w, b, *options).relu()

    def with_addition(x, w, add, times, b, *options):
        return (functional.conv2d(x, w, b, *options) + times * add).relu()

    torch.cudnn_convolution_relu = with_bias
    torch.cudnn_convolution_add_relu = with_addition
    layer = Layer(2, 8, 9, 9, 12, 3, 3, (2, 2), (1, 1), (1, 1), 1)
    for kind in kinds.KINDS:
        given = kinds.draw(layer, kind, "cpu", torch.float32)
        # Copies for each: ours writes into the room for the output.
        found = [
            way(layer, Arrays(*(None if a is None else a.clone() for a in given)), kind)()
            for way in gpu.WAYS.values()
        ]
        torch.testing.assert_close(*found, atol=1e-4, rtol=1e-4)
        assert all(kinds.error(each, given, layer, kind) < 1e-5 for each in found)
        wrong = found[0].clone()
        wrong[-1, -1] += 0.1 * found[0].abs().max()
        seen = kinds.error(wrong, given, layer, kind) > gpu.CLOSE
        told = {"kind": kind, "negative": bool(found[0].min() < 0), "wrong is seen": seen}
        print(json.dumps(told))


def test_the_gradient_of_kernels_is_that_of_all_images():
    """It is added up for some images after others, also where the last are fewer."""
    layer = Layer(kinds.AT_ONCE + 3, 2, 5, 5, 3, 3, 3, (1, 1), (1, 1), (1, 1), 1)
    given = kinds.draw(layer, kinds.KERNELS, "cpu", torch.float64)
    right = torch.nn.grad.conv2d_weight(given.x, given.w.shape, given.y, 1, 1)

    assert kinds.error(right, given, layer, kinds.KERNELS) < 1e-12
    assert kinds.error(right * 1.01, given, layer, kinds.KERNELS) > gpu.CLOSE


def test_each_plan_has_run_before_its_calls_are_recorded(monkeypatch):
    """What a plan does once, such as taking memory, is no part of what is timed."""
    told = []

    @contextmanager
    def graph(_):
        told.append("recording")
        yield
        told.append("recorded")

    monkeypatch.setattr(torch.cuda, "synchronize", lambda: None)
    monkeypatch.setattr(torch.cuda, "CUDAGraph", object)
    monkeypatch.setattr(torch.cuda, "graph", graph)
    gpu.graph([lambda at=at: told.append(at) or torch.zeros(1) for at in range(3)])

    assert told == [0, 1, 2, "recording", *[0, 1, 2] * 7, "recorded"]


def test_a_run_on_a_gpu_goes_on_where_it_was_killed(monkeypatch, tmp_path: Path):
    """With stand-ins for the device and what is measured on it; the third of five rows is wrong."""
    cudnn, measured = SimpleNamespace(), []
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.backends, "cudnn", cudnn)
    monkeypatch.setattr(gpu, "machine", lambda: "one of its kind")
    monkeypatch.setattr(gpu, "roofs", lambda: (1e14, 1e12))
    monkeypatch.setattr(gpu, "ROWS", tmp_path / "rows.jsonl")
    monkeypatch.setattr(gpu, "BATCHES", [1])

    def measure(_, kind, rounds):
        measured.append(kind)
        if len(measured) == 4:
            raise KeyboardInterrupt
        right = kind != kinds.ADDED
        return {"right": right, "ms": {"cuDNN": 1.0, "ours": 1.0} if right else {}}

    monkeypatch.setattr(gpu, "measure", measure)
    with pytest.raises(KeyboardInterrupt):
        gpu.on_the_gpu(50, "pictures conv7")
    kept = (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    record = gpu.on_the_gpu(50, "pictures conv7")

    assert len(kept) == 4  # the head and three rows
    assert measured == [*kinds.KINDS[:4], *kinds.KINDS[3:]]
    assert (cudnn.benchmark, cudnn.benchmark_limit) == (True, 0)
    assert [row["kind"] for row in record["rows"]] == [
        kind for kind in kinds.KINDS if kind != kinds.ADDED
    ]
    assert record["wrong"] == ["pictures conv7, bias, addition and ReLU, batch of 1"]
    assert "gradient of the kernels: speed beside cuDNN 1.00" in gpu.summary(record)


def test_on_a_gpu_fifty_rounds_are_timed(monkeypatch):
    asked = []

    def measured(rounds, only):
        asked.append((rounds, only))
        raise SystemExit

    monkeypatch.setattr("sys.argv", ["benchmarks.convolution", "gpu"])
    monkeypatch.setattr(gpu, "on_the_gpu", measured)
    with pytest.raises(SystemExit):
        command.main()

    assert asked == [(50, "")]


def test_every_layer_is_measured_with_every_batch_and_kind_of_call():
    layers, each = len(RESNET_50) + len(COURSE), len(BATCHES) * len(kinds.KINDS)
    assert len(gpu.todo()) == len({*gpu.todo()}) == layers * each
    assert {shape.name for _, shape, _ in gpu.todo("conv4")} == {
        shape.name for shape in RESNET_50 if shape.name.startswith("conv4")
    }


def test_what_a_run_launches_is_compiled_ahead():
    """Of every kind, also a gradient's phases of a stride, whose pixels begin where no copy may."""
    (line,) = in_a_process("tests.benchmarks.test_convolution_rounds", "ahead", interpreted="")

    assert json.loads(line) == {kind: [] for kind in kinds.KINDS}


def ahead() -> None:
    """Print for each kind what ours launches and is not compiled ahead."""
    from autograder.reference import gradients, plan
    from autograder.reference.tiles import MULTIPROCESSORS

    asked: list[object] = []

    def run(launches, *_):
        asked.extend(launch.compiled_for() for launch in launches)

    gradients.run = plan.run = run
    layer = Layer(2, 12, 9, 9, 16, 3, 3, (2, 2), (1, 1), (1, 1), 1)
    missing = {}
    for kind in kinds.KINDS:
        asked.clear()
        kinds.ours(layer, kinds.draw(layer, kind, "cpu", gpu.DTYPE), kind)()
        made = kinds.launched(layer, kind, gpu.DTYPE, MULTIPROCESSORS)
        known = {launch.compiled_for() for launch in made}
        assert asked
        missing[kind] = [str(each) for each in asked if each not in known]
    print(json.dumps(missing))


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
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=900
        )
        assert done.returncode == 0, done.stderr
        made.append({path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.cubin")})

    assert int(done.stdout) == len(made[0]) > 0
    assert made[0] == made[1]


if __name__ == "__main__":
    ahead() if "ahead" in sys.argv else both_ways()
