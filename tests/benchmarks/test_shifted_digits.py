"""The recorded linear classifier: what it is, and what was measured of it."""

import json

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from scipy import ndimage

from benchmarks.shifted_digits.__main__ import NAME, linear_classifier, moved
from seeing import datasets, networks
from seeing.networks.trained import WEIGHTS
from seeing.networks.training import accuracy


@pytest.fixture(scope="module")
def record() -> dict:
    return json.loads((WEIGHTS / f"{NAME}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def classifier() -> torch.nn.Module:
    network = linear_classifier()
    network.load_state_dict(load_file(WEIGHTS / f"{NAME}.safetensors"))
    return network


@pytest.mark.parametrize("way", [(0, 0), (2, 0), (-1, 3), (0, -8), (30, 1)])
def test_moved_pictures_are_scipys(way: tuple[int, int]):
    images = np.random.default_rng(0).random((3, 12, 10))

    found = moved(torch.tensor(images), *way).numpy()

    np.testing.assert_array_equal(found, ndimage.shift(images, (0, *way), order=0))


def test_its_accuracy_is_that_of_the_record(record: dict, classifier: torch.nn.Module):
    test = datasets.mnist("test")
    found = accuracy(classifier, test)

    if len(test) == record["test_images"]:
        assert found == pytest.approx(record["accuracy"], abs=1e-3)
    else:  # the embedded stand-in, which is of another kind: far from it, and far above chance
        assert found > 0.4


def test_the_network_beside_it_has_the_accuracy_of_its_own_record(record: dict):
    known = networks.record("mnist")["accuracy"]

    assert record["accuracy_of_the_network_by_shift"][0] == pytest.approx(known, abs=1e-3)


def test_a_shift_costs_the_linear_classifier_more(record: dict):
    """At every shift of up to 5 pixels, and both have seen shifts of up to 2."""
    linear = record["accuracy_by_shift"]
    network = record["accuracy_of_the_network_by_shift"]

    lost = [(linear[0] - linear[i], network[0] - network[i]) for i in range(1, 6)]
    assert all(ours > 3 * peer for ours, peer in lost)
