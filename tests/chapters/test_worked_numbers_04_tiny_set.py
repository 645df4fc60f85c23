"""What chapter 04 says of first losses and of sixteen images learned by heart: other means."""

import math

import numpy as np
import pytest
import torch
from scipy import optimize, stats
from torch import nn

from seeing import datasets
from tests.support.chapters import ROOT, answered, prose, read

PATH = ROOT / "notebooks" / "04_tuning.md"
TEXT = prose(read(PATH))


@pytest.fixture(scope="module")
def answers() -> dict:
    return answered(PATH)


def test_the_first_losses_are_where_the_chapter_says():
    """Over ten other seeds, in float64, from scores by hand."""
    images = datasets.digits("train").images.reshape(-1, 64).astype(float)
    labels = datasets.digits("train").labels
    found: dict[int, list[float]] = {1: [], 16: [], 255: []}
    for seed in range(100, 110):
        torch.manual_seed(seed)
        first, second = nn.Linear(64, 32).double(), nn.Linear(32, 10).double()
        w, b, v, c = (p.detach().numpy() for one in (first, second) for p in one.parameters())
        for brightest, losses in found.items():
            scores = np.maximum(brightest * images @ w.T + b, 0) @ v.T + c
            logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
            losses.append(-logs[np.arange(len(labels)), labels].mean())

    assert math.log(10) == pytest.approx(2.303, abs=5e-4)
    assert all(abs(loss - 2.303) < 0.1 for loss in found[1])  # "near 2.3"
    assert all(loss > 2.5 for loss in found[16])
    assert all(20 < loss < 120 for loss in found[255])  # "several tens"


def first_sixteen() -> np.ndarray:
    digits = datasets.digits("train")
    return digits.labels[np.random.default_rng(2).permutation(len(digits))[:16]]


def test_where_pictures_say_nothing_the_loss_ends_at_the_entropy_of_the_labels():
    counts = np.unique(first_sixteen(), return_counts=True)[1]

    assert len(counts) == 6
    assert "The 16 labels are of six kinds" in TEXT
    assert stats.entropy(counts) == pytest.approx(1.733, abs=5e-4)


def test_a_softmax_of_probabilities_ends_at_the_floor_of_the_chapter():
    """Of ten numbers from 0 to 1, by SciPy, the ones that make the loss least."""

    def loss(x):
        return np.logaddexp.reduce(x) - x[0]

    found = optimize.minimize(loss, np.full(10, 0.5), bounds=[(0, 1)] * 10)

    assert found.fun == pytest.approx(1.461, abs=5e-4)


def test_each_fingerprint_is_what_the_chapter_says_with_other_seeds(answers):
    """Once more with three seeds, and a network that stands here."""
    digits = datasets.digits("train")
    order = np.random.default_rng(2).permutation(len(digits))[:16]
    x = torch.from_numpy(digits.images.reshape(-1, 64))[order]
    y = torch.from_numpy(digits.labels)[order]

    class Shuffled(nn.Module):
        def forward(self, images):
            return images[torch.randperm(len(images))]

    def last(net: list[nn.Module], images, labels, rate: float) -> float:
        return answers["overfit_tiny_set"](nn.Sequential(*net), images, labels, 201, rate)[200]

    for seed in (5, 6, 7):
        torch.manual_seed(seed)

        def net() -> list[nn.Module]:
            return [nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)]

        assert last(net(), x, y, 0.01) < 0.01
        assert last(net(), x, y.roll(1), 0.01) < 0.01
        assert 1.55 < last([Shuffled(), *net()], x, y, 0.01) < 1.95
        assert last(net(), 0 * x, y, 0.01) == pytest.approx(1.733, abs=0.01)
        assert last([*net(), nn.Softmax(dim=1)], x, y, 0.01) == pytest.approx(1.461, abs=0.05)
        first, second, third = net()
        assert 0.005 < last([first, second, nn.Dropout(0.5), third], x, y, 0.01) < 0.6
        assert 2 < last(net(), x, y, 1e-5) < 2.5
        assert last(net(), x, y, 1.0) > 0.1


def test_a_network_whose_relus_are_all_dead_ends_at_the_entropy_too(answers):
    digits = datasets.digits("train")
    order = np.random.default_rng(2).permutation(len(digits))[:16]
    x = torch.from_numpy(digits.images.reshape(-1, 64))[order]
    y = torch.from_numpy(digits.labels)[order]
    ends = []
    for seed in range(8):
        torch.manual_seed(seed)
        net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
        loss = answers["overfit_tiny_set"](net, x, y, 201, 1.0)[200]
        if net[:2](x).max() == 0:
            ends.append(loss)

    assert len(ends) >= 2
    assert ends == pytest.approx([1.733] * len(ends), abs=2e-3)
