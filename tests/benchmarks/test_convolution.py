"""What the benchmark times are all convolution layers, and the command makes its table."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from benchmarks.convolution import __main__ as command
from benchmarks.convolution import gpu, kinds
from benchmarks.convolution.layers import COURSE, RESNET_50, Shape
from benchmarks.convolution.ways import WAYS
from seeing import measurements, networks


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kernel", [(1, 1), (2, 3), (5, 4)])
def test_each_way_is_the_layer(way: str, kernel: tuple[int, int]):
    rng = np.random.default_rng(0)
    sizes = ((2, 3, 7, 9), (4, 3, *kernel), (4,))
    given = [rng.standard_normal(size).astype(np.float32) for size in sizes]
    before = [array.copy() for array in given]

    found = WAYS[way](*given)

    right = functional.conv2d(*(torch.from_numpy(array) for array in given)).numpy()
    np.testing.assert_allclose(found, right, atol=1e-4)
    assert all(np.array_equal(a, b) for a, b in zip(given, before, strict=True))


def test_a_way_that_is_wrong_ends_the_measurement(monkeypatch):
    monkeypatch.setitem(WAYS, "taps", lambda x, w, b: WAYS["torch"](x, w, b) + 1)

    with pytest.raises(SystemExit, match="taps is wrong on small"):
        command.measure(1, Shape("small", 1, 1, 4, 2), rounds=1)


def test_the_command_keeps_what_it_measures_and_prints_a_table(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(measurements, "FOLDER", tmp_path)
    monkeypatch.setattr(command, "ON_THE_CPU", [(2, Shape("small", 2, 3, 6, 3))])
    monkeypatch.setattr("sys.argv", ["benchmarks.convolution", "--rounds", "1"])
    assert measurements.convolution("cpu") is None
    threads = torch.get_num_threads()
    try:
        command.main()
    finally:
        torch.set_num_threads(threads)

    record = measurements.convolution("cpu")
    (row,) = record["rows"]
    assert (row["layer"], row["batch"], [*row["ms"]]) == ("small", 2, [*WAYS])
    assert all(ms > 0 for ms in row["ms"].values())
    assert (record["command"], record["rounds"]) == ("python -m benchmarks.convolution cpu", 1)
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| small")]
    assert line.count("×)") == len(WAYS)
    assert line.endswith("(1×) |")


def test_the_summary_of_a_gpus_record_is_computed_from_its_rows():
    """Numbers made up for the test: 2 and 8 times as fast are 4 times in the geometric mean."""
    rows = [
        {"kind": kinds.ALONE, "ms": {"cuDNN": 2.0, "ours": 1.0, "roofline": 0.5}},
        {"kind": kinds.ALONE, "ms": {"cuDNN": 4.0, "ours": 0.5, "roofline": 0.5}},
        {"kind": kinds.FUSED, "ms": {"cuDNN": 1.0, "ours": 2.0, "roofline": 1.0}},
    ]
    record = {"rows": rows, "peak": 3e14, "bandwidth": 1.5e12, "wrong": ["a layer, batch of 1"]}
    said = gpu.summary(record)

    assert "alone: speed beside cuDNN 4.00 in the geometric mean, least 2.00, most 8.00" in said
    assert "0.71 of the roofline" in said
    assert "bias and ReLU: speed beside cuDNN 0.50" in said
    assert "300 TFLOP/s in float16, 1500 GB/s" in said
    assert "Wrong, and so without a time: a layer, batch of 1" in said


def test_without_a_gpu_the_command_says_so_and_keeps_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(measurements, "FOLDER", tmp_path)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr("sys.argv", ["benchmarks.convolution", "gpu"])
    with pytest.raises(SystemExit, match="no GPU"):
        command.main()

    assert not list(tmp_path.iterdir())


def test_there_are_records_for_two_places():
    with pytest.raises(ValueError, match="cpu and gpu"):
        measurements.path("tpu")


@pytest.mark.parametrize(("value", "said"), [(1234.5, "1,234"), (0.8675, "0.87"), (12.3, "12")])
def test_numbers_are_short(value: float, said: str):
    assert command.short(value) == said


def test_the_courses_layers_are_those_of_its_networks():
    """Each convolution's channels and kernel, for those that are named."""
    convolutions = {
        f"{network} {name.removesuffix('.inside.0')}": layer
        for network, made in (
            ("digits", networks.digit_network()),
            ("pictures", networks.picture_network()),
        )
        for name, layer in made.named_modules()
        if isinstance(layer, torch.nn.Conv2d)
    }
    for shape in COURSE:
        layer = convolutions[shape.name]
        assert (layer.in_channels, layer.out_channels) == (shape.c, shape.o)
        assert (layer.kernel_size[0], layer.padding[0]) == (shape.k, shape.padding)


def test_resnet_50_has_its_parameters_in_these_layers():
    """Its 53 convolutions have 23,454,912 weights; most shapes occur several times."""
    first = {
        f"conv{stage}": blocks for stage, blocks in zip(range(2, 6), (3, 4, 6, 3), strict=True)
    }
    total = 0
    for shape in RESNET_50:
        stage, _, part = shape.name.partition(" ")
        blocks = first.get(stage, 1)
        times = {
            "1×1 in": blocks - 1,
            "1×1 out": blocks,
            "1×1 first": 1,
            "shortcut": 1,
            "3×3 stride 2": 1,
        }
        times["3×3"] = blocks if stage == "conv2" else blocks - 1
        total += times.get(part, 1) * shape.c * shape.o * shape.k**2

    shortcut_of_the_first_stage = 64 * 256
    assert total + shortcut_of_the_first_stage == 23_454_912
