"""The probe of a training on all images hands over a model with a past, and reads what is left."""

import numpy as np
import pytest
import torch

from seeing.probes import InputChangedError, NothingReturnedError
from seeing.probes.networks import train_on_all

GIVEN = {
    "x": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
    "y": np.array([0, 1, 1]),
    "weight": np.array([[0.5, -0.5], [0.25, 1.0]]),
    "bias": np.array([0.5, 0.0]),
    "steps": 2,
    "lr": 0.5,
    "left_over": 1.5,
    "training": False,
    "halving": False,
}


@pytest.mark.parametrize(("halving", "training", "times"), [(0, 1, 1), (1, 0, 1), (1, 1, 0.5)])
def test_a_model_that_minds_its_mode_halves_in_training(halving, training, times):
    def scores(model, images, labels, steps, lr):
        return model(images)

    found = train_on_all([scores], {**GIVEN, "halving": halving, "training": training})

    due = times * GIVEN["x"] @ GIVEN["weight"].T + GIVEN["bias"]
    assert found["losses"] == pytest.approx(due)


def test_gradients_from_before_are_there():
    def gradients(model, images, labels, steps, lr):
        return torch.cat([p.grad.ravel() for p in model.parameters()])

    assert train_on_all([gradients], GIVEN)["losses"].tolist() == [1.5] * 6


def test_steps_and_rate_are_numbers_and_what_is_left_is_read():
    def change(model, images, labels, steps, lr):
        model.train()
        with torch.no_grad():
            model[-1].weight.zero_()
            model[-1].bias.fill_(7)
        return [steps, lr]

    found = train_on_all([change], GIVEN)

    assert {name: value.tolist() for name, value in found.items()} == {
        "losses": [2, 0.5],
        "weight": [[0, 0], [0, 0]],
        "bias": [7, 7],
        "training mode afterwards": 1,
    }


@pytest.mark.parametrize("which", [1, 2])
def test_images_and_labels_that_are_changed_are_named(which: int):
    def change(*given):
        given[which].zero_()
        return []

    with pytest.raises(InputChangedError, match=("", "images", "labels")[which]):
        train_on_all([change], GIVEN)


def test_nothing_returned_has_an_error_of_its_own():
    with pytest.raises(NothingReturnedError):
        train_on_all([lambda *_: None], GIVEN)
