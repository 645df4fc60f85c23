"""What chapter 12 says of layers, of machines and of its measurements, computed by other means."""

import re

import numpy as np
import pytest
import torch

from autograder.reference.computable import DTYPES
from autograder.reference.paths import PATHS
from autograder.reference.tiles import TILES, TRIED, TileShape
from benchmarks.convolution.layers import COURSE, RESNET_50
from benchmarks.convolution.ways import WAYS
from seeing import measurements, networks
from seeing.tiles import language, launch
from tests.support.chapters import ROOT, answered, code, prose, read

PATH = ROOT / "notebooks" / "12_convolution_on_a_gpu.md"
CHAPTER = read(PATH)
TEXT = prose(CHAPTER)
PEAK, BANDWIDTH = 312e12, 1.555e12


@pytest.fixture(scope="module")
def names() -> dict:
    """What the chapter's cells define, with its own answers."""
    threads = torch.get_num_threads()
    names = answered(PATH)
    for cell in code(CHAPTER):
        if "check(" not in cell.source and "exercise" not in cell.options:
            exec(cell.source, names)
    torch.set_num_threads(threads)
    return names


@pytest.fixture(scope="module")
def intensity(names: dict):
    return names["arithmetic_intensity"]


def test_the_sections_layer_has_the_products_that_are_stated(names: dict):
    x, w, b = names["given"]
    outputs = names["by_torch"](x, w, b).size

    assert (x.shape, w.shape) == ((8, 34, 34), (16, 8, 3, 3))
    assert f"= {outputs:,}$ outputs".replace(",", "{,}") in TEXT
    assert f"= {outputs * w[0].size:,}$ products".replace(",", "{,}") in TEXT
    assert names["flop"] == 2 * outputs * w[0].size


def test_the_network_of_chapter_11_multiplies_some_54_million_pairs():
    products = []

    def count(layer, _, made):
        products.append(made.numel() * layer.weight[0].numel())

    net = networks.load("cifar10")
    for layer in net.modules():
        if isinstance(layer, torch.nn.Conv2d | torch.nn.Linear):
            layer.register_forward_hook(count)
    with torch.no_grad():
        net(torch.zeros(1, 3, 32, 32))

    assert sum(products) == pytest.approx(54e6, rel=0.01)


def test_the_miniature_of_im2col_is_the_layer(names: dict):
    windows = np.array([[1, 2, 4, 5], [2, 3, 5, 6]])
    kernels = np.array([[1, 0], [0, 1], [0, 1], [-1, 0]])
    image = torch.tensor([[[[1.0, 2, 3], [4, 5, 6]]]])
    layer = torch.tensor(kernels.T.reshape(2, 1, 2, 2), dtype=torch.float32)

    product = windows @ kernels
    assert product.tolist() == [[-4, 6], [-4, 8]]
    assert torch.equal(
        torch.nn.functional.conv2d(image, layer)[0, :, 0],
        torch.tensor(product.T, dtype=torch.float32),
    )


def test_the_intensities_behind_the_prediction_are_as_told(names: dict, intensity):
    found = {
        name: intensity(images, kernels, 1, padding, 2)
        for name, (images, kernels, padding) in names["layers"].items()
    }
    bound = [name for name, value in found.items() if value > PEAK / BANDWIDTH]

    assert bound == ["ResNet-50, 3 × 3, batch of 64"]


def test_ever_larger_batches_bring_the_courses_layer_to_144(names: dict, intensity):
    images, kernels, padding = names["layers"]["the same, batch of 256"]
    limit = intensity((10**7, *images[1:]), kernels, 1, padding, 2)

    assert "comes to 144 operations" in TEXT
    assert limit == pytest.approx(144, abs=0.5)
    assert limit / (PEAK / BANDWIDTH) == pytest.approx(7 / 10, abs=0.02)


def test_the_layers_of_the_prediction_are_those_of_the_networks(names: dict):
    known = {(s.c, s.o, s.side, s.k, s.padding) for s in (*COURSE, *RESNET_50) if s.stride == 1}
    for (_, c, h, _), (o, _, k, _), padding in names["layers"].values():
        assert (c, o, h, k, padding) in known


def test_the_intensity_of_a_1_by_1_kernel_is_the_stated_formula(intensity):
    for n, c, side in ((1, 64, 16), (8, 256, 8), (1, 2048, 4)):
        found = intensity((n, c, side, side), (c, c, 1, 1), 1, 0, 2)
        m = n * side**2
        assert found == pytest.approx(m * c / (2 * m + c))


def test_a_batch_helps_a_last_layer_much_and_a_first_one_hardly(intensity):
    def gain(images, kernels, padding):
        many = intensity((256, *images), kernels, 1, padding, 4)
        return many / intensity((1, *images), kernels, 1, padding, 4)

    assert gain((3, 32, 32), (24, 3, 3, 3), 1) < 1.1
    assert gain((144, 4, 4), (144, 144, 3, 3), 1) > 10


def test_number_10_of_a_window_is_where_the_text_says():
    assert np.unravel_index(10, (2, 2, 3)) == (1, 1, 1)
    assert "For $k = 10$" in TEXT


def test_larger_tiles_read_less_as_computed(names: dict):
    """Each program reads its window's numbers for its places and maps, each once."""
    x, w, _ = names["given"]
    for side, maps in ((8, 8), (16, 16), (64, 16)):
        made = launch(names["convolve_tile"], x, w, (side, maps, 16))
        assert made.programs == (1024 // side) * (16 // maps)
        assert made.read == made.programs * 72 * (side + maps)


def test_a_tile_of_32_maps_reads_as_much_as_one_of_16(names: dict):
    x, w, _ = names["given"]
    sixteen, thirty_two = (
        launch(names["convolve_tile"], x, w, (16, maps, 16)).read for maps in (16, 32)
    )

    assert sixteen == thirty_two


def test_the_reference_has_the_numbers_paths_and_tiles_that_are_stated():
    kinds = " ".join(str(dtype).removeprefix("torch.") for dtype in DTYPES)
    assert kinds == "float32 float16 bfloat16"
    assert "in float32, float16 and bfloat16 and with split-K" in TEXT
    assert "one of four paths and the fastest of the likeliest four tiles, out of twelve" in TEXT
    assert (len(TILES), TRIED, len(PATHS)) == (12, 4, 4)
    assert (ROOT / "autograder" / "reference" / "kernels.py").is_file()


def test_stages_and_occupancy_are_as_told():
    three, two = (TileShape(128, 128, 64, 8, stages).shared_bytes(2) / 1024 for stages in (3, 2))

    assert (three, two) == (96, 64)
    assert 2 * three > 164 >= 2 * two
    assert "is 96 KiB of 164" in TEXT
    assert "a program takes 64 KiB, and two fit" in TEXT


def test_waves_and_the_parts_of_a_sum_are_as_told(names: dict):
    shapes = {shape.name: shape for shape in RESNET_50}
    large, small = shapes["conv4 3×3"], shapes["conv5 3×3"]

    assert (large.o, large.side, small.o, small.side) == (256, 14, 512, 7)
    assert names["fill"](64 * 14**2, 256, (128, 128)) == (196, 196 / (2 * 108))
    assert names["fill"](7**2, 512, (64, 32)) == (16, 16 / 108)
    assert (small.c * 9, 6 * 16, small.c * 9 // 6) == (4608, 96, 768)
    assert "96 programs with 768 numbers each" in TEXT
    weights = large.c * 9
    assert (weights, names["fill"](large.o, weights, (128, 128))[0]) == (2304, 36)


def test_winograds_way_computes_two_outputs_of_a_row_with_four_products():
    """In both directions that is 4 · 4 = 16 products in place of 4 · 9 = 36."""
    d, g = np.random.default_rng(0).standard_normal((2, 4))
    sums, differences = (g[0] + g[1] + g[2]) / 2, (g[0] - g[1] + g[2]) / 2
    products = [
        (d[0] - d[2]) * g[0],
        (d[1] + d[2]) * sums,
        (d[2] - d[1]) * differences,
        (d[1] - d[3]) * g[2],
    ]
    outputs = products[0] + products[1] + products[2], products[1] - products[2] - products[3]

    assert np.allclose(outputs, np.correlate(d, g[:3], "valid"))
    assert 36 / len(products) ** 2 == 2.25
    assert "16, which is 2.25 times less" in TEXT


def test_the_courses_layer_could_take_as_little_as_is_told(names: dict, intensity):
    images, kernels, padding = names["layers"]["chapter 11's second layer"]
    operations = 2 * images[2] * images[3] * np.prod(kernels)
    reached = min(PEAK, BANDWIDTH * intensity(images, kernels, 1, padding, 2))

    assert 1e6 * operations / reached == pytest.approx(0.11, abs=0.005)
    assert "could take 0.11 µs" in TEXT


def test_the_words_of_the_language_are_all_there():
    words = re.findall(r"`tl\.(\w+)\(", TEXT)
    assert {"arange", "load", "dot"} <= set(words)
    assert all(hasattr(language, word) for word in words)


def test_what_is_told_of_the_measurements_is_in_them():
    record = measurements.convolution("cpu")
    assert record is not None
    rows = {row["layer"]: row["ms"] for row in record["rows"]}
    assert all([*ms] == [*WAYS] for ms in rows.values())

    numpy_ways = ("pixel loop", "taps", "im2col")
    fastest = {min(ms, key=ms.get) for ms in rows.values()}
    assert len(fastest) >= 3  # the order changes from layer to layer
    photograph = rows["a filter of 3 × 3 on a photograph"]
    assert min(numpy_ways, key=photograph.get) == "taps"
    large = rows["a filter of 31 × 31 on a photograph"]
    assert min(large, key=large.get) == "FFT"
    assert (round(large["FFT"], 1), round(large["torch"])) == (1.4, 10)
    in_numpy = (*numpy_ways, "FFT")
    assert "in three of these five rows" in TEXT
    assert len(rows) == 5
    assert sum(min(ms[way] for way in in_numpy) < ms["torch"] for ms in rows.values()) == 3
    assert record["machine"]


def test_the_gpus_table_is_shown_where_there_is_one_and_waits_where_not(capsys, names: dict):
    (cell,) = [c.source for c in code(CHAPTER) if "on_a_gpu" in c.source]
    capsys.readouterr()
    exec(cell, names)

    said = capsys.readouterr().out
    if measurements.convolution("gpu") is None:
        assert "waits for a GPU" in said
        assert "python -m benchmarks.convolution gpu" in said
    else:
        assert measurements.convolution("gpu")["machine"][:20] in said
