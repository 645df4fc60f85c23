"""HaarDrag's sums are scikit-image's, its errors those of all thresholds tried one by one."""

import numpy as np
import pytest
from skimage.data import lfw_subset
from skimage.feature import haar_like_feature
from skimage.transform import integral_image

from seeing.widgets.features.haar_drag import haar_features
from tests.support.node import run

SCRIPT = "arithmetic/haar.js"
RNG = np.random.default_rng(6)
# scikit-image's names, and −1 where it subtracts what we add: its first rectangle is always −.
TYPES = {"beside": ("type-2-x", -1), "stacked": ("type-2-y", 1), "three": ("type-3-x", 1)}
TYPES["four"] = ("type-4", -1)


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (25, 25)])
def test_the_integral_image_is_scikit_images_with_a_frame_of_zeros(shape: tuple[int, int]):
    image = RNG.integers(0, 256, shape)
    found = run(
        SCRIPT, f"return [...m.integralImage(a, {shape[0]}, {shape[1]})];", image.ravel().tolist()
    )

    wanted = np.pad(integral_image(image), ((1, 0), (1, 0)))
    np.testing.assert_allclose(np.reshape(found, wanted.shape), wanted, rtol=1e-12)


@pytest.mark.parametrize("kind", TYPES)
def test_a_feature_is_scikit_images(kind: str):
    image = RNG.random((25, 25))
    name, sign = TYPES[kind]
    rows, columns = np.shape(haar_features.KINDS[kind])
    sums = integral_image(image)
    for _ in range(5):
        height, width = RNG.integers(1, 25 // rows + 1), RNG.integers(1, 25 // columns + 1)
        top, left = (
            RNG.integers(0, 25 - rows * height + 1),
            RNG.integers(0, 25 - columns * width + 1),
        )
        place = {"top": top, "left": left, "height": height, "width": width}
        found = run(
            SCRIPT,
            """const sums = m.integralImage(a.pixels, 25, 25);
            return m.featureSum(sums, 26, m.lookUps(a.kind, a.place));""",
            {
                "pixels": image.ravel().tolist(),
                "kind": kind,
                "place": {k: int(v) for k, v in place.items()},
            },
        )

        parts = [
            ((top + i * height, left + j * width), (height, width))
            for i in range(rows)
            for j in range(columns)
        ]
        wanted = sign * sum_of(sums, name, parts)
        assert found == pytest.approx(wanted, rel=1e-6, abs=1e-9)


def sum_of(sums: np.ndarray, name: str, parts: list) -> float:
    """Return what scikit-image makes of one feature that is named by its rectangles."""
    rectangles = [[(r, c), (r + h - 1, c + w - 1)] for (r, c), (h, w) in parts]
    if name == "type-4":  # scikit-image goes round
        rectangles = [rectangles[i] for i in (0, 1, 3, 2)]
    coordinates = np.empty(1, dtype=object)
    coordinates[0] = rectangles
    found = haar_like_feature(
        sums, 0, 0, 25, 25, feature_type=np.array([name], dtype=object), feature_coord=coordinates
    )
    return float(found[0])


def test_two_rectangles_take_six_look_ups_three_eight_and_four_nine():
    body = """const place = { top: 0, left: 0, height: 3, width: 3 };
    return Object.keys(m.HAAR_KINDS).map((kind) =>
        m.lookUps(kind, place).flat().map(({ weight }) => weight));"""
    weights = run(SCRIPT, body)

    assert weights == [
        [1, -2, 1, -1, 2, -1],
        [-1, 1, 2, -2, -1, 1],
        [-1, 2, -2, 1, 1, -2, 2, -1],
        [1, -2, 1, -2, 4, -2, 1, -2, 1],
    ]


def test_the_page_and_the_record_count_features_alike():
    body = "return [...m.recordRows(8).keys()];"
    wanted = [f"{f.kind} {f.top} {f.left} {f.height} {f.width}" for f in haar_features.features()]

    assert run(SCRIPT, body) == wanted


@pytest.mark.parametrize("kind", TYPES)
def test_every_place_is_brought_inside(kind: str):
    tried = [
        {k: int(v) for k, v in zip(("top", "left", "height", "width"), row, strict=True)}
        for row in RNG.integers(-3, 14, (60, 4))
    ]
    body = """const rows = m.recordRows(8);
    return a.tried.map((place) => m.placeInside(a.kind, place, 8))
        .map((place) => [place, rows.has(m.keyOf(a.kind, place))]);"""
    found = run(SCRIPT, body, {"kind": kind, "tried": tried})

    assert all(known for _, known in found)


def test_the_fewest_errors_of_each_feature_are_those_of_the_best_threshold():
    """All thresholds of a random half of the features, tried one by one on the pictures."""
    images = 255 * np.asarray(lfw_subset(), float)
    sums = np.pad(images.cumsum(1).cumsum(2), ((0, 0), (1, 0), (1, 0)))
    recorded = haar_features.recorded()
    chosen = [i for i in range(len(recorded["counts"])) if RNG.random() < 0.5]
    bins = recorded["counts"][chosen].astype(int)
    found = run(
        SCRIPT,
        """return a.map(([below, ...bins]) =>
            m.stumpOf({ below, faces: bins.slice(0, 10), others: bins.slice(10) }).error);""",
        bins.tolist(),
    )

    features = list(haar_features.features())
    wanted = [fewest_errors(value_of(sums, features[i])) / 200 for i in chosen]
    assert found == pytest.approx(wanted, abs=1e-12)


def value_of(sums: np.ndarray, feature: haar_features.Feature) -> np.ndarray:
    """Return a feature of each picture, by the mean of each rectangle."""
    step = haar_features.STEP
    high, wide = step * feature.height, step * feature.width
    total = np.zeros(len(sums))
    for (i, j), sign in np.ndenumerate(haar_features.KINDS[feature.kind]):
        r, c = step * feature.top + i * high, step * feature.left + j * wide
        box = sums[:, r + high, c + wide] - sums[:, r, c + wide]
        total += sign * (box - sums[:, r + high, c] + sums[:, r, c]) / (high * wide)
    return total


def fewest_errors(values: np.ndarray) -> int:
    ordered = np.unique(values.round(6))  # what differs by rounding alone is one value
    face = np.arange(200) < 100
    errors = [((values > t) != face).sum() for t in (ordered[1:] + ordered[:-1]) / 2]
    return min(min(errors), 200 - max(errors))


def test_the_histograms_are_numpys():
    images = 255 * np.asarray(lfw_subset(), float)
    sums = np.pad(images.cumsum(1).cumsum(2), ((0, 0), (1, 0), (1, 0)))
    recorded = haar_features.recorded()
    counts = recorded["counts"].astype(int)
    features = list(haar_features.features())
    for i in RNG.integers(0, len(features), 40):
        steps = np.arange(11) - counts[i, 0]
        bounds = float(recorded["thresholds"][i]) + steps * float(recorded["widths"][i])
        values = value_of(sums, features[i])

        for part, found in ((values[:100], counts[i, 1:11]), (values[100:], counts[i, 11:])):
            np.testing.assert_array_equal(np.histogram(part, bounds)[0], found)
        assert counts[i, 1:].sum() == 200


def test_a_stump_of_the_chapters_size():
    """Of 10 faces and 10 others 2 and 2 are wrong: β = 0.2 / 0.8, α = log 4."""
    body = "return m.stumpOf({ faces: [8, 2, 0], others: [2, 5, 3], below: 1 });"
    found = run(SCRIPT, body)

    assert found["above"] is False
    assert (found["wrongFaces"], found["wrongOthers"], found["error"]) == (2, 2, 0.2)
    assert found["beta"] == pytest.approx(0.25)
    assert found["alpha"] == pytest.approx(np.log(4))
