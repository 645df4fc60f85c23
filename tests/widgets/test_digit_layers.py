"""CNNExplorer's network is torch's, layer by layer; and what its pen draws."""

import numpy as np
import pytest
import torch

from seeing import networks
from seeing.datasets.embedded import digits_like_mnist
from seeing.widgets import CNNExplorer
from tests.widgets.javascript import run

UNPACK = "const data = Uint8Array.from(a.weights).buffer;" + (
    "const layers = m.unpackWeights({ shape: [a.weights.length / 4], data });"
)
LAYERS = ["relu1", "pool1", "relu2", "pool2", "scores"]


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    digits = digits_like_mnist("test").images[:40]
    noise = np.random.default_rng(0).random((8, 28, 28), dtype=np.float32)
    return np.concatenate([digits, noise, np.zeros((1, 28, 28), np.float32)])


def weights(network: torch.nn.Module) -> np.ndarray:
    return torch.nn.utils.parameters_to_vector(network.parameters()).numpy(force=True)


def by_torch(network: torch.nn.Module, images: np.ndarray) -> dict[str, np.ndarray]:
    """Return what each layer makes of the images."""
    passed, x = {}, torch.tensor(images)[:, None]
    with torch.no_grad():
        for name, layer in network.named_children():
            x = layer(x)
            passed[name] = x.flatten(1).numpy()
    return passed


@pytest.mark.parametrize("trained", [True, False])
def test_every_layer_is_torchs_to_1e_4(images: np.ndarray, trained: bool):
    torch.manual_seed(1)
    network = networks.load("mnist") if trained else networks.digit_network()
    given = {
        "weights": list(weights(network).tobytes()),
        "images": images.reshape(len(images), -1).tolist(),
    }
    body = (
        UNPACK
        + """return a.images.map((pixels) => {
        const passed = m.readDigit(layers, pixels);
        const maps = passed.slice(0, 4).map(({ after }) => [...after]);
        return [...maps, [...passed[4].before], [...passed[4].after]];
    });"""
    )
    found = run("arithmetic/digit_network.js", body, given)

    wanted = by_torch(network, images)
    for layer, name in enumerate(LAYERS):
        ours = np.array([passed[layer] for passed in found])
        np.testing.assert_allclose(ours, wanted[name], atol=1e-4, rtol=1e-4)
    shares = torch.tensor(wanted["scores"]).softmax(dim=1).numpy()
    np.testing.assert_allclose([passed[5] for passed in found], shares, atol=1e-4)


def test_the_products_and_the_bias_add_up_to_the_number(images: np.ndarray):
    """Of every layer, for places drawn at random; and its place in the maps is torch's."""
    network = networks.load("mnist")
    rng = np.random.default_rng(2)
    sides = [24, 12, 8, 4, 1]
    maps = [12, 12, 24, 24, 10]
    places = [
        [
            layer,
            int(rng.integers(maps[layer])),
            *(int(n) for n in rng.integers(sides[layer], size=2)),
        ]
        for layer in rng.integers(5, size=60)
    ]
    places = [[int(n) for n in place] for place in places]
    given = {
        "weights": list(weights(network).tobytes()),
        "pixels": images[3].flatten().tolist(),
        "places": places,
    }
    body = (
        UNPACK
        + """const passed = m.readDigit(layers, a.pixels);
    return a.places.map((place) => {
        const o = m.originOf(layers, a.pixels, passed, ...place);
        const [weights, products] = [[...(o.weights ?? [])], [...(o.products ?? [])]];
        return { ...o, patch: [...o.patch], weights, products };
    });"""
    )
    found = run("arithmetic/digit_network.js", body, given)

    wanted = by_torch(network, images[3:4])
    before = ["conv1", "pool1", "conv2", "pool2", "scores"]
    for (layer, map_, row, column), origin in zip(places, found, strict=True):
        at = (map_ * sides[layer] + row) * sides[layer] + column
        value = float(wanted[before[layer]][0, at])
        assert origin["before"] == pytest.approx(value, abs=1e-4)
        if origin["weights"]:
            total = np.dot(origin["patch"], origin["weights"]) + origin["bias"]
            assert total == pytest.approx(value, abs=1e-4)
            assert sum(origin["products"]) == pytest.approx(origin["sum"], abs=1e-9)
        else:
            assert (
                max(origin["patch"])
                == origin["patch"][origin["best"]]
                == pytest.approx(value, abs=1e-4)
            )


def test_the_shipped_weights_are_those_of_the_network():
    np.testing.assert_array_equal(CNNExplorer().weights, weights(networks.load("mnist")))


def test_the_examples_are_read_as_the_figure_says():
    """Ten that are read rightly, in order, and two that are not."""
    images = CNNExplorer().examples.reshape(-1, 28, 28) / np.float32(255)
    with torch.no_grad():
        told = networks.load("mnist")(torch.tensor(images)[:, None]).argmax(dim=1).tolist()

    assert told[:10] == list(range(10))
    assert told[10] != 9
    assert told[11] != 1


def strokes(*drawn: list[tuple[float, float]]) -> np.ndarray:
    body = """const ink = new Float64Array(784);
    for (const way of a) {
        for (let i = 1; i < way.length; i += 1) m.penStroke(ink, way[i - 1], way[i]);
    }
    return [...ink];"""
    return np.array(run("cnn_explorer/pen.js", body, list(drawn))).reshape(28, 28)


def stroke(*points: tuple[float, float]) -> np.ndarray:
    return strokes(list(points))


def test_a_3_becomes_an_8_when_both_loops_are_closed():
    """What chapter 10 asks a reader to draw."""
    three = [(9, 6), (13, 4.5), (18, 6), (18.5, 9.5), (15, 13), (12, 13.5), (15, 14), (19, 17)]
    three += [(18.5, 21), (14, 23.5), (9, 22)]
    upper = [(9, 6), (8, 9), (10, 12.5), (12, 13.5)]
    lower = [(12, 13.5), (9, 16), (8, 19), (9, 22)]
    drawn = np.stack([strokes(three), strokes(three, upper), strokes(three, upper, lower)])
    with torch.no_grad():
        told = networks.load("mnist")(torch.tensor(drawn, dtype=torch.float32)[:, None])

    assert told.argmax(dim=1).tolist() == [3, 3, 8]


def test_a_stroke_is_as_wide_as_a_pen_and_ends_round():
    ink = stroke((5, 10), (20, 10))

    assert ink[9:11, 5:20].min() == 1
    assert ink.max() == 1
    assert ink[[7, 12]].max() < 0.3
    assert ink[:, :3].max() == ink[:, 23:].max() == 0


def test_a_stroke_may_leave_the_paper():
    assert stroke((-40, 14), (60, 14))[13:15].min() == 1
    assert stroke((-40, -40), (-30, -30)).max() == 0


@pytest.mark.parametrize("points", [[(3, 3), (9, 4), (5, 12)], [(1, 20), (27, 27)]])
def test_centred_as_mnist_does_it(points: list):
    ink = stroke(*points)
    centred = np.array(
        run(
            "cnn_explorer/pen.js",
            "return [...m.centredInk(Float64Array.from(a))];",
            ink.flatten().tolist(),
        )
    ).reshape(28, 28)

    rows, columns = np.nonzero(centred > 0.15)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == pytest.approx(20, abs=2)
    for axis in (0, 1):
        along = centred.sum(axis=1 - axis)
        assert np.dot(along, np.arange(28) + 0.5) / along.sum() == pytest.approx(14, abs=0.6)


def test_blank_paper_stays_blank():
    found = run("cnn_explorer/pen.js", "return [...m.centredInk(new Float64Array(784))];")

    assert set(found) == {0}
