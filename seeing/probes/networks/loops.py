"""Probes for whole training loops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from seeing.probes.calls import Array, Arrays, InputChangedError, Inputs, as_array
from seeing.probes.networks.parts import (
    Halving,
    layer_of,
    loader_of,
    network,
    pair,
    same_chance,
    state_of,
    steps_of,
    tensor,
)


def run_loop(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a training loop train one linear layer.

    objects: the loop; its arguments are the model, the loader, the optimizer, the scheduler where
        inputs have a "gamma", and the number of epochs
    inputs: "x" (n, d), "y" (n,), "weight" (c, d), "bias" (c,), "batch_size", "lr", "epochs"
    returns the "first loss", before any step; how many "steps" the optimizer took; all "losses";
        "weight" and "bias" afterwards; before them with a "gamma" the "learning rate afterwards"
    """
    (loop,) = objects
    model = layer_of(inputs["weight"], inputs["bias"])
    optimizer = torch.optim.SGD(model.parameters(), lr=inputs["lr"])
    steps = steps_of(optimizer)
    parts: list[Any] = [model, loader_of(inputs["x"], inputs["y"], inputs["batch_size"]), optimizer]
    if "gamma" in inputs:
        parts.append(torch.optim.lr_scheduler.StepLR(optimizer, 1, inputs["gamma"]))
    losses = as_array(loop(*parts, inputs["epochs"]))
    rate = as_array(optimizer.param_groups[0]["lr"])
    return {
        **({"learning rate afterwards": rate} if "gamma" in inputs else {}),
        **({"first loss": losses.ravel()[0]} if losses.size else {}),
        "steps": np.array(len(steps)),
        "losses": losses,
        "weight": as_array(model.weight),
        "bias": as_array(model.bias),
    }


def train_on_all(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function train one linear layer on all images in each step.

    objects: the function of (model, images, labels, steps, lr) that returns the losses
    inputs: "x" (n, d), "y" (n,), "weight" (c, d), "bias" (c,), "steps", "lr"; "left_over", the
        gradient that the model brings along; "training", the mode that it is in, and "halving",
        whether it has a layer that minds
    returns "losses"; "weight" and "bias" afterwards; and "training mode afterwards", 0 or 1
    raises InputChangedError if it changes the images or labels
    """
    (function,) = objects
    layer = layer_of(inputs["weight"], inputs["bias"])
    for parameter in layer.parameters():
        parameter.grad = torch.full_like(parameter, inputs["left_over"])
    model = torch.nn.Sequential(*([Halving()] if inputs["halving"] else []), layer)
    model.train(bool(inputs["training"]))
    given = {"images": tensor(inputs["x"]), "labels": tensor(inputs["y"])}
    before = {name: value.clone() for name, value in given.items()}
    losses = function(model, *given.values(), int(inputs["steps"]), inputs["lr"])
    for name, value in given.items():
        if not torch.equal(value, before[name]):
            raise InputChangedError(name)
    return {
        "losses": as_array(losses),
        "weight": as_array(layer.weight),
        "bias": as_array(layer.bias),
        "training mode afterwards": np.array(float(model.training)),
    }


def run_examined_loop(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a training loop train `network`, and examine it after each epoch.

    objects: the loop of (model, loader, exam, optimizer, epochs) that returns losses and marks
    inputs: those of `network`; "x", "y", "batch_size", "lr"; "exam_x", "exam_y"; "epochs"
    returns how many "steps" the optimizer took, "losses", "marks", "weight_2" and "running_mean"
    """
    (loop,) = objects
    model = network(inputs)
    optimizer = torch.optim.SGD(model.parameters(), lr=inputs["lr"])
    steps = steps_of(optimizer)
    loader = loader_of(inputs["x"], inputs["y"], inputs["batch_size"])
    exam = loader_of(inputs["exam_x"], inputs["exam_y"], inputs["batch_size"])
    returned = loop(model, loader, exam, optimizer, inputs["epochs"])
    losses, marks = pair(returned, "losses and marks")
    found = {"losses": as_array(losses), "marks": as_array(marks)}
    return {"steps": np.array(len(steps)), **found, **state_of(model)}


def run_shuffling_loop(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a training loop shuffle images that have one bright pixel each, every one its own.

    Each image then trains a column of the weights that no other image touches. So the weights do
    not depend on the order, and show which label each image was given.

    objects: the loop of (model, images, labels, optimizer, epochs, size)
    inputs: "y" (n,), "weight" (c, n), "batch_size"; "lr", "epochs"
    returns how many "steps" the optimizer took and the "times each image was met"; where the size
        is no divisor of n, so that the order decides about the weights, the "number of losses";
        else "label learnt by image", the class whose score rose most for it; the "weight"
        afterwards; of each epoch the mean of the losses that come back, which is the same in every
        order, as "mean losses"; how many "orders" there were beside the one at the start, and how
        many "epochs with other batches" than that one makes
    raises InputChangedError if it shuffles the images or labels that it was given
    """
    (loop,) = objects
    model = layer_of(inputs["weight"])
    seen: list[int] = []
    model.register_forward_pre_hook(lambda _, args: seen.extend(args[0].argmax(dim=1).tolist()))
    images = torch.eye(len(inputs["y"]), dtype=torch.float64)
    labels = tensor(inputs["y"])
    before = {"images": images.clone(), "labels": labels.clone()}
    optimizer = torch.optim.SGD(model.parameters(), lr=inputs["lr"])
    steps = steps_of(optimizer)
    with same_chance():
        losses = as_array(
            loop(model, images, labels, optimizer, inputs["epochs"], inputs["batch_size"])
        )
    for name, given in (("images", images), ("labels", labels)):
        if not torch.equal(given, before[name]):
            raise InputChangedError(name)
    counted = {
        "steps": np.array(len(steps)),
        "times each image was met": np.bincount(seen, minlength=len(images)),
    }
    if len(images) % inputs["batch_size"]:
        return {**counted, "number of losses": np.array(losses.size)}
    weight = as_array(model.weight)
    learnt = (weight - inputs["weight"]).argmax(axis=0)
    return {
        **counted,
        "label learnt by image": learnt,
        "weight": weight,
        **_by_epoch(seen, losses, inputs),
    }


def _by_epoch(seen: Sequence[int], losses: Array, inputs: Inputs) -> Arrays:
    """Judge what full batches showed: see `run_shuffling_loop`."""
    number, size = len(inputs["y"]), inputs["batch_size"]
    epochs = [tuple(seen[i : i + number]) for i in range(0, len(seen), number)]
    first = tuple(range(number))
    if losses.size == inputs["epochs"] * (number // size):  # else its length tells
        losses = losses.reshape(inputs["epochs"], -1).mean(axis=1)
    others = [order for order in epochs if _batches(order, size) != _batches(first, size)]
    return {
        "mean losses": losses,
        "orders": np.array(len(set(epochs) - {first})),
        "epochs with other batches": np.array(len(others)),
    }


def _batches(order: Sequence[int], size: int) -> set[frozenset[int]]:
    return {frozenset(order[i : i + size]) for i in range(0, len(order), size)}
