"""ShiftLab's traits: what is recorded and shown, and what is refused."""

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch.nn.functional import linear
from traitlets import TraitError

from seeing import networks
from seeing.networks.trained import WEIGHTS
from seeing.widgets import CNNExplorer, ShiftLab


@pytest.fixture(scope="module")
def digits() -> torch.Tensor:
    """The ten examples as a network takes them, (10, 1, 28, 28)."""
    return torch.tensor(ShiftLab().examples.reshape(10, 1, 28, 28) / np.float32(255))


def test_the_network_is_the_one_that_cnn_explorer_has() -> None:
    """Byte by byte: the site stores equal state once."""
    assert ShiftLab().weights.tobytes() == CNNExplorer().weights.tobytes()


def test_both_classifiers_read_every_example_in_the_middle(digits: torch.Tensor) -> None:
    recorded = load_file(WEIGHTS / "mnist_linear.safetensors")
    with torch.no_grad():
        by_network = networks.load("mnist")(digits).argmax(dim=1)
    scores = linear(
        digits.flatten(1), recorded["scores.weight"].float(), recorded["scores.bias"].float()
    )

    assert by_network.tolist() == list(range(10))
    assert scores.argmax(dim=1).tolist() == list(range(10))


def test_the_linear_classifier_travels_as_16_bits_as_it_was_recorded() -> None:
    recorded = load_file(WEIGHTS / "mnist_linear.safetensors")
    shown = ShiftLab().linear

    assert shown.nbytes == 15_700
    np.testing.assert_array_equal(shown[:7840], recorded["scores.weight"].numpy().ravel())
    np.testing.assert_array_equal(shown[7840:], recorded["scores.bias"].numpy())


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"linear": np.zeros(7840)}, "784 weights for each of ten classes"),
        ({"weights": np.full(11_386, np.nan)}, "not all numbers"),
        ({"examples": np.zeros((28, 28), np.uint8)}, "expected \\(280, 28\\)"),
        ({"right": 9}, "right"),
        ({"down": -9}, "down"),
        ({"map": 12}, "map"),
        ({"digit": 10}, "digit"),
    ],
)
def test_what_cannot_be_shown_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        ShiftLab(**traits)
