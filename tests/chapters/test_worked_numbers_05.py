"""What chapter 05 says of arrays, shuffled pixels and shifts, computed by other means."""

import re
from io import BytesIO

import numpy as np
import pytest
import torch
from PIL import Image
from scipy import ndimage
from scipy.stats import pearsonr
from skimage.color import rgb2gray
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors

from seeing import datasets, networks
from tests.support.chapters import ROOT, answered, code, prose, read

PATH = ROOT / "notebooks" / "05_images_as_arrays.md"
CHAPTER = read(PATH)
TEXT = prose(CHAPTER)
CODE = "\n".join(cell.source for cell in code(CHAPTER))


@pytest.fixture(scope="module")
def names():
    return answered(PATH)


def png(picture: np.ndarray) -> int:
    file = BytesIO()
    Image.fromarray(picture).save(file, "png")
    return file.tell()


def alike(picture: np.ndarray, step: int) -> float:
    return float(pearsonr(picture[:, :-step].ravel(), picture[:, step:].ravel()).statistic)


def test_the_cat_has_as_many_numbers_as_the_chapter_says():
    assert datasets.photograph("cat").nbytes == 405_900
    assert "a table of 405,900 numbers" in TEXT


def test_a_layer_on_a_small_picture_has_as_many_parameters_as_the_chapter_says():
    layer = torch.nn.Linear(32 * 32 * 3, 1000)

    assert sum(p.numel() for p in layer.parameters()) == 3_073_000
    assert "3072 \\cdot 1000 + 1000 = 3{,}073{,}000" in TEXT


def test_the_number_of_the_miniature_stands_at_its_place_in_memory():
    tiny = np.arange(12).reshape(2, 2, 3)

    assert np.ravel_multi_index((1, 0, 2), tiny.shape) == 8 == tiny.tobytes()[8 * tiny.itemsize]
    assert "$(1 \\cdot 2 + 0) \\cdot 3 + 2 = 8$" in TEXT


def test_a_sum_of_bytes_wraps_as_the_chapter_says():
    assert (200 + 150 + 100) % 256 == 194
    assert 194 // 3 == 64
    assert "$450 - 256 = 194$, and a third of that, rounded down, is 64" in TEXT


def test_the_greys_of_pure_colours_are_scikit_images():
    red, green, blue = rgb2gray(np.diag([255.0, 200, 200])[None])[0]

    assert (round(red, 1), round(green, 2), round(blue, 2)) == (54.2, 143.08, 14.42)
    assert "143.08$, pure blue of 200 becomes 14.42. The mean makes 66.7 of both" in TEXT
    assert "Pure red of 255 becomes 76.2 by those and 54.2 by these" in TEXT
    older = np.asarray(Image.new("RGB", (1, 1), (255, 0, 0)).convert("L"))  # Pillow's weights
    assert older.item() == round(76.2)


def test_six_colours_have_one_mean_and_the_greys_that_the_picture_is_described_with(names):
    (rows,) = re.findall(r"same_mean = np.array\(\n\s+(\[.+?\]\]\]),", CODE, flags=re.S)
    colours = np.array(eval(rows))
    red, green, blue, olive, teal, purple = rgb2gray(colours / 255).ravel()

    assert (colours.mean(axis=2) == 100).all()
    assert green > olive > red > blue
    assert green > teal > red > purple > blue


def test_neighbours_are_as_alike_as_the_chapter_says():
    camera, coins = (datasets.photograph(name) for name in ("camera", "coins"))
    grass = datasets.texture("grass")

    assert alike(camera, 1) > alike(camera, 4) > alike(camera, 16) > alike(camera, 64) > 0.5
    assert alike(grass, 1) < alike(coins, 1)
    assert alike(coins, 64) > alike(coins, 16)
    assert max((30, 45, 60, 75, 90), key=lambda step: alike(coins, step)) == 60


def test_a_shuffled_photograph_cannot_be_compressed():
    camera = datasets.photograph("camera")
    mixed = np.random.default_rng(7).permutation(camera.ravel()).reshape(camera.shape)

    assert camera.size == 262_144
    assert png(camera) == pytest.approx(140_000, rel=0.05)
    assert png(mixed) > 0.99 * camera.size
    assert "has 262,144 bytes, and its PNG about 140,000" in TEXT


def test_a_linear_classifiers_weights_are_the_old_ones_shuffled():
    """By another solver than the chapter's, on another order."""
    digits = datasets.digits("train")
    x, order = digits.images.reshape(-1, 64).astype(float), np.random.default_rng(5).permutation(64)
    solver = LogisticRegression(solver="newton-cg", max_iter=500, tol=1e-8)
    plain = solver.fit(x, digits.labels).coef_
    shuffled = solver.fit(x[:, order], digits.labels).coef_

    assert abs(plain[:, order] - shuffled).max() < 1e-3 * abs(plain).max()


def test_the_loop_has_as_many_losses_as_the_chapter_says():
    assert 20 * -(-len(datasets.digits("train")) // 64) == 460
    assert "All 460 losses agree" in TEXT


def test_a_moved_digit_is_three_times_as_far_away_as_the_nearest_other():
    train, test = datasets.digits("train"), datasets.digits("test")
    moved = np.pad(test.images, ((0, 0), (0, 0), (1, 0)))[:, :, :8]
    to_itself = np.sqrt(((moved - test.images) ** 2).sum(axis=(1, 2)))
    search = NearestNeighbors(n_neighbors=1).fit(train.images.reshape(-1, 64))
    to_nearest, _ = search.kneighbors(test.images.reshape(-1, 64))

    assert 2.5 < np.median(to_itself) / np.median(to_nearest) < 3.5
    assert f"the nearest of the {len(train)} digits" in TEXT
    assert "Three times as far." in TEXT


def test_the_recorded_curves_are_as_they_are_described():
    record = networks.record("mnist_linear")
    network, linear = (
        np.array(record[name]) for name in ("accuracy_of_the_network_by_shift", "accuracy_by_shift")
    )

    assert len(network) == len(linear) == 9
    assert (network[:4] > 0.98).all()
    assert network[8] < 0.5
    assert (linear < network).all()
    assert (np.diff(linear) < 0).all()
    assert [round(linear[i], 2) for i in (0, 3)] == [0.87, 0.57]
    assert (linear[6:] < 0.13).all()
    assert round(network[8], 2) == 0.42
    assert (1 - linear[0]) / (1 - network[0]) == pytest.approx(20, rel=0.05)


def test_the_miniature_row_moves_along():
    x = np.array([0, 0, 5, 0, 0])
    difference = np.array([0, 1, -1])  # the convolution's kernel: x[t] - x[t - 1]
    fx = np.convolve(x, difference[1:])[:5]
    ftx = np.convolve(np.roll(x, 1), difference[1:])[:5]

    assert fx.tolist() == [0, 0, 5, -5, 0]
    assert ftx.tolist() == [0, 0, 0, 5, -5] == np.roll(fx, 1).tolist()
    assert "f(x) = [0, 0, 5, -5, 0], \\qquad f(Tx) = [0, 0, 0, 5, -5] = T f(x)" in TEXT


def test_the_mirrored_rows_errors_are_as_in_the_miniature():
    x = [0, 0, 5, 0, 7]
    moved = [0, *x[:-1]]
    fx, ftx = x[::-1], moved[::-1]
    tfx = [0, *fx[:-1]]

    assert (ftx, tfx) == ([0, 5, 0, 0, 0], [0, 7, 0, 5, 0])
    assert [abs(a - b) for a, b in zip(ftx, tfx, strict=True)] == [0, 2, 0, 5, 0]
    assert "$f(Tx) = [0, 5, 0, 0, 0]$ and $T f(x) = [0, 7, 0, 5, 0]$" in TEXT
    assert "the errors are $[0, 2, 0, 5, 0]$" in TEXT


def test_a_filter_that_adds_one_errs_where_zeros_came_in(names):
    image, plus_one = np.arange(15.0).reshape(3, 5), lambda x: x + 1
    errors = np.abs(plus_one(np.roll(image, 1, axis=1)) - np.roll(plus_one(image), 1, axis=1))
    errors[:, 0] = 1  # f of the zeros that came in, less the zeros that came in afterwards

    assert names["equivariance_error"](plus_one, image, 0, 1) == errors.max() == 1
    assert names["equivariance_error"](plus_one, image, 0, 1, 1) == errors[1:-1, 1:-1].max() == 0


def test_one_time_in_four_the_sorted_ink_tells_the_digit():
    """By another classifier than the chapter's, from the ink alone."""
    train, test = datasets.digits("train"), datasets.digits("test")
    x, x_test = (np.sort(part.images.reshape(-1, 64), axis=1) for part in (train, test))
    forest = RandomForestClassifier(random_state=0).fit(x, train.labels)

    assert 0.2 < forest.score(x_test, test.labels) < 0.35


def drift(f, image, down: int, right: int, margin: int) -> float:
    """Measure by slices of a picture between zeros, without any shift of an array."""

    def by_slices(x):
        h, w = x.shape
        wide = np.pad(x, 2)
        return wide[2 - down : 2 - down + h, 2 - right : 2 - right + w]

    errors = abs(f(by_slices(image)) - by_slices(f(image)))
    h, w = errors.shape
    return float(errors[margin : h - margin, margin : w - margin].max())


@pytest.mark.parametrize(
    ("name", "shift", "everywhere", "inside"),
    [
        ("twice as bright", (0, 1), False, False),
        ("filter, zeros outside", (0, 1), True, False),
        ("filter, mirrored outside", (1, 0), True, False),
        ("filter, every 2nd place", (0, 1), True, True),
        ("filter, every 2nd place", (1, 0), True, True),
        ("filter, every 2nd place", (0, 2), False, False),
        ("largest of each 2 × 2", (0, 1), True, True),
        ("largest of each 2 × 2", (0, 2), False, False),
        ("minus the mean", (0, 1), True, True),
        ("minus a ramp, row by row", (0, 1), True, False),
        ("minus a ramp, row by row", (1, 0), True, True),
        ("mirrored left to right", (0, 1), True, True),
        ("mirrored left to right", (1, 0), False, False),
    ],
)
def test_each_function_fails_where_the_table_says(name, shift, everywhere, inside):
    """Whether there is an error at all, over all pixels and eight from the border."""
    cells = [c.source for c in code(CHAPTER) if re.search(r"^(piece|eight) = ", c.source, re.M)]
    camera = datasets.photograph("camera")
    space = {"np": np, "ndimage": ndimage, "camera": camera}
    exec("\n".join(cells), space)
    f, piece = space["eight"][name], space["piece"]

    assert (drift(f, piece, *shift, 0) > 1e-3) == everywhere
    assert (drift(f, piece, *shift, 8) > 1e-3) == inside
    assert len(space["eight"]) == 8
    assert "eight functions on a piece" in TEXT


def test_the_words_of_the_map_say_which_answer_is_equivariant(names):
    """The example of the prediction, (iv): a shift down adds to the row of the brightest pixel."""
    image = np.zeros((6, 5))
    image[2, 3] = 1
    brightest = lambda x: np.unravel_index(x.argmax(), x.shape)[0]  # noqa: E731 - as in the text

    assert brightest(names["translate"](image, 2, 0)) == brightest(image) + 2
    assert brightest(names["translate"](image, 0, 1)) == brightest(image)
