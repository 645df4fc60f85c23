"""Fit a linear classifier of the 64 pixels of scikit-learn's digits: a second.

python -m benchmarks.shuffled_digits

Measures it on the test digits as they are; with all of them shuffled alike, once with its weights
shuffled alike, once fitted anew; and with a growing share of the pixels displaced and its weights
left alone. Writes its weights, in 16 bits, and the record to where the course keeps its networks:
ShuffleLab shows them.
"""

from __future__ import annotations

import platform
from collections import OrderedDict
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn

from seeing import datasets
from seeing.datasets import Dataset
from seeing.networks import count
from seeing.networks.trained import save
from seeing.networks.training import accuracy

NAME = "digits_linear"
SHARES = range(0, 101, 10)  # per cent
DRAWS = 20  # permutations for each share
TOLERANCE = 1e-10  # of the solver: the fit has come to its end

Pixels = npt.NDArray[np.intp]


def main() -> None:
    """Fit, measure, and write the weights with their record."""
    train, test = datasets.digits("train"), datasets.digits("test")
    classifier = fitted(train)
    save(NAME, classifier, facts := measured(classifier, train, test))
    print(f"{facts['accuracy']:.2%} of {facts['test_images']}, shuffled alike or not")
    for share, right in facts["accuracy_with_weights_left_alone"].items():
        print(f"{share} % of the pixels displaced, weights left alone: {right:.1%}")


def fitted(train: Dataset) -> nn.Sequential:
    """Return ten weighted sums of all pixels, as shipped: (n, 1, 8, 8) -> (n, 10) scores."""
    images = train.images.reshape(len(train), -1).astype(np.float64)
    found = LogisticRegression(max_iter=100_000, tol=TOLERANCE).fit(images, train.labels)
    network = nn.Sequential(OrderedDict(flatten=nn.Flatten(), scores=nn.Linear(64, 10)))
    state = {"scores.weight": found.coef_, "scores.bias": found.intercept_}
    network.load_state_dict({name: torch.from_numpy(array) for name, array in state.items()})
    return network.half().float()


def measured(classifier: nn.Sequential, train: Dataset, test: Dataset) -> dict[str, Any]:
    """Return what the record says of a classifier."""
    rng = np.random.default_rng(0)
    order = rng.permutation(64)
    return {
        "accuracy": accuracy(classifier, test),
        "accuracy_with_weights_shuffled_alike": accuracy(
            with_shuffled_weights(classifier, order), shuffled(test, order)
        ),
        "accuracy_fitted_to_shuffled_digits": accuracy(
            fitted(shuffled(train, order)), shuffled(test, order)
        ),
        "accuracy_with_weights_left_alone": {
            str(share): _left_alone(classifier, test, share, rng) for share in SHARES
        },
        "draws": DRAWS,
        "test_images": len(test),
        "test_set": test.source,
        "parameters": count(classifier),
        "recipe": f"logistic regression to convergence (tol={TOLERANCE}), the library's penalty",
        "weights": "float16",
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "scikit-learn", "torch")},
        },
        "data": "E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998; "
        "scikit-learn's copy of its test set",
    }


def shuffled(digits: Dataset, order: Pixels) -> Dataset:
    """Return all digits with pixel i taken from pixel order[i]."""
    flat = digits.images.reshape(len(digits), -1)[:, order]
    images = flat.reshape(digits.images.shape)
    return Dataset(images, digits.labels, digits.classes, f"{digits.source}, shuffled")


def with_shuffled_weights(classifier: nn.Sequential, order: Pixels) -> nn.Sequential:
    """Return the classifier that answers shuffled digits as the given one does the others."""
    state = classifier.state_dict()
    changed = nn.Sequential(OrderedDict(flatten=nn.Flatten(), scores=nn.Linear(64, 10)))
    changed.load_state_dict({**state, "scores.weight": state["scores.weight"][:, order]})
    return changed


def displaced(share: int, rng: np.random.Generator) -> Pixels:
    """Return an order of the 64 pixels in which a share of them, per cent, has changed places."""
    order = np.arange(64)
    chain = rng.permutation(64)[: round(64 * share / 100)]
    order[chain] = np.roll(chain, -1)
    return order


def _left_alone(
    classifier: nn.Sequential, test: Dataset, share: int, rng: np.random.Generator
) -> float:
    draws = (shuffled(test, displaced(share, rng)) for _ in range(DRAWS))
    return round(float(np.mean([accuracy(classifier, draw) for draw in draws])), 3)


if __name__ == "__main__":
    main()
