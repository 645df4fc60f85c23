"""The network for digits in JavaScript is torch's, layer by layer."""

import numpy as np
import pytest
import torch

from seeing import networks
from seeing.datasets.embedded import digits_like_mnist
from tests.support.node import run

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
