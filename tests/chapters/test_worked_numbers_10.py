"""What chapter 10 says of pooling and of its network, computed by other means than its own."""

import sys

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from seeing import datasets
from tests.support.chapters import ROOT, answered, code, prose, read

PATH = ROOT / "notebooks" / "10_pooling_and_convolutional_networks.md"
CHAPTER = read(PATH)
TEXT = prose(CHAPTER)


def count(network: nn.Module) -> int:
    return sum(p.numel() for p in network.parameters())


def test_the_networks_have_as_many_parameters_as_the_chapter_says():
    names = answered(PATH)
    mlp = nn.Sequential(nn.Linear(64, 25), nn.Linear(25, 10))

    assert count(names["SmallCNN"](1, 8, 8, 10)) == 1898
    assert "80 + 1168 + 650 = 1898" in TEXT
    assert count(mlp) == 1885
    assert "25 hidden units" in TEXT
    assert "= 1885$ parameters" in TEXT


def test_the_products_are_counted_rightly():
    """As many as each output map has places, times what one place looks at."""
    first = 8 * functional.conv2d(torch.zeros(1, 1, 8, 8), torch.zeros(1, 1, 3, 3), padding=1)
    assert first.numel() * 8 * 9 == 4608
    assert "8 \\cdot 64 \\cdot 9 = 4608" in TEXT
    assert 16 * 4 * 4 * 8 * 3 * 3 == 18432
    assert "the second $16 \\cdot 16 \\cdot 72 = 18432$" in TEXT
    cnn, mlp = 4608 + 18432 + 640, 64 * 25 + 25 * 10
    assert 12 < cnn / mlp < 15
    assert "about thirteen times as much" in TEXT


@pytest.mark.parametrize(("sides", "left"), [((28, 28), (7, 7)), ((10, 7), (2, 1))])
def test_sides_are_halved_twice(sides: tuple[int, int], left: tuple[int, int]):
    x = functional.max_pool2d(functional.max_pool2d(torch.zeros(1, 1, *sides), 2), 2)

    assert x.shape[2:] == left


def test_relu_and_max_pooling_change_places_and_mean_pooling_does_not():
    x = torch.randn(4, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    relu, largest, mean = functional.relu, functional.max_pool2d, functional.avg_pool2d

    assert torch.equal(relu(largest(x, 2)), largest(relu(x), 2))
    assert not torch.allclose(relu(mean(x, 2)), mean(relu(x), 2))


def test_of_ties_torch_takes_the_first_as_one_reads():
    x = torch.ones(1, 1, 2, 2, requires_grad=True)
    functional.max_pool2d(x, 2).backward(torch.full((1, 1, 1, 1), 7.0))

    assert x.grad is not None
    assert x.grad.flatten().tolist() == [7, 0, 0, 0]


def test_the_solutions_train_to_what_the_chapter_shows():
    """The network is right on nearly all digits, and loses much to a shift by a pixel."""
    names = answered(PATH) | {"sys": sys, "tqdm": lambda epochs, **_: epochs}
    loop = next(cell.source for cell in code(CHAPTER) if cell.source.startswith("def train("))
    exec(loop, names)
    digits, test = datasets.digits("train"), datasets.digits("test")
    torch.manual_seed(0)
    images, labels = torch.from_numpy(digits.images)[:, None], torch.from_numpy(digits.labels)
    net = names["train"](names["SmallCNN"](1, 8, 8, 10), images, labels)

    def predict(shown: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            return net(torch.tensor(shown)[:, None]).argmax(dim=1).numpy()

    still, moved = names["shift_robustness"](predict, test.images, test.labels, [(0, 0), (0, 1)])
    assert still > 0.95
    assert 0.3 < moved < 0.75
