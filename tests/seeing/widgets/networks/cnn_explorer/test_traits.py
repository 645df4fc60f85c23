"""CNNExplorer's traits: shipped weights and examples, and the drawing that comes back."""

import numpy as np
import pytest
import torch
from traitlets import TraitError

from seeing import networks
from seeing.datasets.embedded import digits_like_mnist
from seeing.widgets import CNNExplorer


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    digits = digits_like_mnist("test").images[:40]
    noise = np.random.default_rng(0).random((8, 28, 28), dtype=np.float32)
    return np.concatenate([digits, noise, np.zeros((1, 28, 28), np.float32)])


def weights(network: torch.nn.Module) -> np.ndarray:
    return torch.nn.utils.parameters_to_vector(network.parameters()).numpy(force=True)


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


def test_python_gets_what_was_drawn() -> None:
    drawn = np.arange(784, dtype=np.uint8).reshape(28, 28)
    figure = CNNExplorer()

    packed = {"shape": [28, 28], "dtype": "uint8", "data": memoryview(drawn.tobytes())}
    figure.set_state({"drawing": packed})

    np.testing.assert_array_equal(figure.drawing, drawn)


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"weights": np.zeros(7)}, "digit_network in a row, \\(11386\\)"),
        ({"weights": np.full(11_386, np.nan)}, "not all numbers"),
        ({"drawing": np.zeros((30, 30), np.uint8)}, "expected \\(28, 28\\)"),
        ({"drawing": np.zeros((20, 20), np.uint8)}, "no window of 28"),
        ({"layer": 5}, "layer"),
    ],
)
def test_what_the_network_cannot_take_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        CNNExplorer(**traits)
