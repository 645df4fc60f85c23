"""The trainings that chapter 03 quotes: what they compare, and that all of them are on record."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from benchmarks.record import SEEDS
from benchmarks.training import experiments
from benchmarks.training.experiments import EXPERIMENTS
from benchmarks.training.fit import (
    accuracy_in_training_mode,
    digits,
    epochs,
    mlp,
    moved_by,
    rescaled,
    shifted_by_one,
    with_wrong_labels,
)
from seeing import measurements


def test_the_digits_are_divided_without_an_overlap():
    split = digits()
    rows = torch.cat([split.x, split.x_validation])

    assert (len(split.x), len(split.x_validation), len(split.x_test)) == (1200, 242, 355)
    assert len(torch.unique(rows, dim=0)) == len(rows) == 1442


def test_three_labels_in_ten_are_wrong_and_the_validation_keeps_its_own():
    noisy = with_wrong_labels(digits(), seed=3)

    assert (noisy.y != digits().y).sum() == 360
    assert set(noisy.y.tolist()) == set(range(10))
    assert torch.equal(noisy.y_validation, digits().y_validation)


def test_other_seeds_make_other_labels_wrong():
    one, same, other = (with_wrong_labels(digits(), seed).y for seed in (0, 0, 1))

    assert torch.equal(one, same)
    assert not torch.equal(one, other)


@pytest.mark.parametrize(
    ("deviation", "wanted"), [("kaiming", math.sqrt(2 / 64)), ("glorot", 0.1), (0.3, 0.3)]
)
def test_first_weights_have_the_deviation_that_is_asked_for(deviation: float | str, wanted: float):
    torch.manual_seed(0)
    layer = mlp([136], deviation=deviation)[0]  # 64 + 136 = 200, and 2 / 200 is 0.1 squared

    assert layer.weight.std().item() == pytest.approx(wanted, rel=0.03)
    assert not layer.bias.any()


def test_layers_come_in_the_order_of_the_chapter():
    kinds = [type(layer) for layer in mlp([8], nn.Tanh, batch_norm=True, dropout=0.5)]

    assert kinds == [nn.Linear, nn.BatchNorm1d, nn.Tanh, nn.Dropout, nn.Linear]


def test_a_shift_is_by_one_pixel_at_most_each_way_as_often_and_other_for_each_image():
    image = torch.arange(1.0, 65).repeat(9000, 1)
    got = shifted_by_one(image, torch.Generator().manual_seed(0))
    ways = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    counts = [int((got == moved_by(image[:1], *way)).all(dim=1).sum()) for way in ways]

    assert sum(counts) == 9000
    assert max(abs(count - 1000) for count in counts) < 150


def test_what_is_moved_down_begins_with_a_row_of_zeros():
    image = torch.arange(1.0, 65)[None]

    assert moved_by(image, 1, 0).view(8, 8)[0].tolist() == [0] * 8
    assert torch.equal(moved_by(image, 1, 0).view(8, 8)[1:], image.view(8, 8)[:-1])
    assert moved_by(image, 0, -1).view(8, 8)[:, -1].tolist() == [0] * 8


def test_dividing_by_the_deviation_undoes_a_scale():
    factors = torch.linspace(0.1, 3, 64)
    plain, scaled = digits(), rescaled(digits(), factors)
    alive = plain.x.std(dim=0) > 0

    def standard(x):
        return (x / x.std(dim=0))[:, alive]

    assert torch.allclose(standard(plain.x), standard(scaled.x), atol=1e-4)


def test_an_epoch_meets_each_image_once():
    seen = []

    class Watches(nn.Linear):
        def forward(self, x):
            seen.append(x)
            return super().forward(x)

    network = Watches(64, 10)
    (_,) = epochs(network, torch.optim.SGD(network.parameters(), 0.1), digits(), 1, 500, seed=0)

    assert [len(x) for x in seen] == [500, 500, 200]
    rows = torch.cat(seen)
    assert torch.equal(torch.unique(rows, dim=0), torch.unique(digits().x, dim=0))


def test_looking_in_training_mode_leaves_the_record_alone():
    network = mlp([8], batch_norm=True)
    before = network[1].running_mean.clone()
    accuracy_in_training_mode(network, digits().x, digits().y, 16)

    assert torch.equal(network[1].running_mean, before)


@pytest.mark.parametrize(
    ("kind", "factors"),
    [
        ("", [1, 1, 1]),
        ("a tenth from epoch 9", [1, 1, 0.1]),
        ("cosine to 0", [1, 0.5, (1 + math.cos(math.pi * 8 / 12)) / 2]),
    ],
)
def test_a_schedule_has_the_factor_of_its_name(kind: str, factors: list[float]):
    factor = experiments._factor(kind)

    assert np.allclose([factor(0), factor(6), factor(8)], factors)


def test_the_first_values_are_as_large_as_the_theory_says():
    """With √(2/n) ReLU keeps the second moment: over five seeds, layer 10 is near layer 1."""
    found = [experiments.signals({"activation": "ReLU", "σ": "√(2/n)"}, s) for s in range(SEEDS)]
    values = np.mean([one["values"] for one in found], axis=0)

    assert 0.5 < values[9] / values[0] < 2


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_setting_is_on_record_with_every_seed(name: str):
    rows = measurements.training(name)

    assert [row["settings"] for row in rows] == EXPERIMENTS[name].settings()
    for row in rows:
        assert row["found"]
        assert {len(values) for values in row["found"].values()} == {SEEDS}


def test_what_was_not_measured_is_named():
    with pytest.raises(ValueError, match="'weather' was not measured; there are rates,"):
        measurements.training("weather")
