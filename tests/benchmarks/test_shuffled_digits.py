"""The recorded classifier of small digits: what it is, and what was measured of it."""

import json

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from sklearn.metrics import accuracy_score

from benchmarks.shuffled_digits import __main__ as command
from benchmarks.shuffled_digits.__main__ import NAME, displaced, shuffled
from seeing import datasets
from seeing.networks.trained import WEIGHTS

TEST = datasets.digits("test")


@pytest.fixture(scope="module")
def record() -> dict:
    return json.loads((WEIGHTS / f"{NAME}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    return load_file(WEIGHTS / f"{NAME}.safetensors")


def answers(weights: dict[str, np.ndarray], images: np.ndarray) -> np.ndarray:
    flat = images.reshape(len(images), -1)
    return (flat @ weights["scores.weight"].T + weights["scores.bias"]).argmax(axis=1)


def test_its_accuracy_is_that_of_the_record(record: dict, weights: dict[str, np.ndarray]):
    found = accuracy_score(TEST.labels, answers(weights, TEST.images))

    assert found == pytest.approx(record["accuracy"])
    assert record["accuracy_with_weights_shuffled_alike"] == record["accuracy"]
    assert record["accuracy_fitted_to_shuffled_digits"] == record["accuracy"]


def test_its_weights_are_where_the_loss_is_least(weights: dict[str, np.ndarray]):
    """The gradient of scikit-learn's loss, by torch, is as small as 16 bits let it be."""
    train = datasets.digits("train")
    images = torch.tensor(train.images.reshape(len(train), 64)).double()
    w, b = (
        torch.tensor(weights[name].astype(float), requires_grad=True)
        for name in ("scores.weight", "scores.bias")
    )
    labels = torch.tensor(train.labels)

    scores = images @ w.T + b
    loss = torch.nn.functional.cross_entropy(scores, labels, reduction="sum")
    (loss + w.square().sum() / 2).backward()

    assert w.grad is not None
    assert b.grad is not None
    assert max(w.grad.abs().max(), b.grad.abs().max()) < 0.05  # at weights of 0 it is 80


def test_more_displaced_pixels_cost_more(record: dict):
    left_alone = [*record["accuracy_with_weights_left_alone"].values()]

    assert left_alone[0] == pytest.approx(record["accuracy"], abs=1e-3)
    assert left_alone[-1] < 0.2


@pytest.mark.parametrize(("share", "count"), [(0, 0), (10, 6), (50, 32), (100, 64)])
def test_a_share_of_the_pixels_is_displaced(share: int, count: int):
    order = displaced(share, np.random.default_rng(3))

    assert sorted(order) == [*range(64)]
    assert (order != np.arange(64)).sum() == count


def test_digits_are_shuffled_alike():
    order = displaced(100, np.random.default_rng(3))
    found = shuffled(TEST, order).images.reshape(-1, 64)

    wanted = torch.tensor(TEST.images.reshape(-1, 64)).index_select(1, torch.tensor(order))
    np.testing.assert_array_equal(found, wanted.numpy())


def test_the_command_writes_what_the_record_holds(monkeypatch, tmp_path, capsys, record: dict):
    monkeypatch.setattr("seeing.networks.trained.WEIGHTS", tmp_path)
    monkeypatch.setattr(command, "DRAWS", 1)

    command.main()

    again = json.loads((tmp_path / f"{NAME}.json").read_text("utf-8"))
    assert again["accuracy"] == pytest.approx(record["accuracy"], abs=0.01)
    assert "96." in capsys.readouterr().out
