"""Probes for whole training loops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from seeing.probes.calls import Arrays, Inputs, as_array
from seeing.probes.networks.parts import (
    layer_of,
    loader_of,
    network,
    pair,
    same_chance,
    state_of,
    tensor,
)


def run_loop(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a training loop train one linear layer.

    objects: the loop; its arguments are the model, the loader, the optimizer, the scheduler where
        inputs have a "gamma", and the number of epochs
    inputs: "x" (n, d), "y" (n,), "weight" (c, d), "bias" (c,), "batch_size", "lr", "epochs"
    returns "losses", and "weight" and "bias" afterwards, and with a "gamma" the "learning rate
        afterwards" too
    """
    (loop,) = objects
    model = layer_of(inputs["weight"], inputs["bias"])
    optimizer = torch.optim.SGD(model.parameters(), lr=inputs["lr"])
    parts: list[Any] = [model, loader_of(inputs["x"], inputs["y"], inputs["batch_size"]), optimizer]
    if "gamma" in inputs:
        parts.append(torch.optim.lr_scheduler.StepLR(optimizer, 1, inputs["gamma"]))
    losses = loop(*parts, inputs["epochs"])
    found = {
        "losses": as_array(losses),
        "weight": as_array(model.weight),
        "bias": as_array(model.bias),
    }
    if "gamma" in inputs:
        found["learning rate afterwards"] = as_array(optimizer.param_groups[0]["lr"])
    return found


def run_examined_loop(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a training loop train `network`, and examine it after each epoch.

    objects: the loop of (model, loader, exam, optimizer, epochs) that returns losses and marks
    inputs: those of `network`; "x", "y", "batch_size", "lr"; "exam_x", "exam_y"; "epochs"
    returns "losses", "marks", "weight_2" and "running_mean"
    """
    (loop,) = objects
    model = network(inputs)
    optimizer = torch.optim.SGD(model.parameters(), lr=inputs["lr"])
    loader = loader_of(inputs["x"], inputs["y"], inputs["batch_size"])
    exam = loader_of(inputs["exam_x"], inputs["exam_y"], inputs["batch_size"])
    returned = loop(model, loader, exam, optimizer, inputs["epochs"])
    losses, marks = pair(returned, "losses and marks")
    return {"losses": as_array(losses), "marks": as_array(marks), **state_of(model)}


def run_shuffling_loop(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a training loop shuffle images that have one bright pixel each, every one its own.

    Each image then trains a column of the weights that no other image touches. So the weights do
    not depend on the order, and show which label each image was given.

    objects: the loop of (model, images, labels, optimizer, epochs, size)
    inputs: "y" (n,), "weight" (c, n), "batch_size"; "lr", "epochs"
    returns, where the size is no divisor of n, so that the order decides about the weights, how
        many "images" the model saw, and the "number of losses"; else the "weight" afterwards; of
        each epoch the mean of the losses that come back, which is the same in every order, as
        "mean losses"; how many "orders" there were beside the one at the start, and how many
        "epochs with other batches" than that one makes
    """
    (loop,) = objects
    model = layer_of(inputs["weight"])
    seen: list[int] = []
    model.register_forward_pre_hook(lambda _, args: seen.extend(args[0].argmax(dim=1).tolist()))
    images = torch.eye(len(inputs["y"]), dtype=torch.float64)
    labels = tensor(inputs["y"])
    optimizer = torch.optim.SGD(model.parameters(), lr=inputs["lr"])
    with same_chance():
        losses = as_array(
            loop(model, images, labels, optimizer, inputs["epochs"], inputs["batch_size"])
        )
    if len(images) % inputs["batch_size"]:
        return {"images": np.array(len(seen)), "number of losses": np.array(losses.size)}
    epochs = [tuple(seen[i : i + len(images)]) for i in range(0, len(seen), len(images))]
    first = tuple(range(len(images)))
    size = inputs["batch_size"]
    if losses.size == inputs["epochs"] * (len(images) // size):  # else its length tells
        losses = losses.reshape(inputs["epochs"], -1).mean(axis=1)
    return {
        "weight": as_array(model.weight),
        "mean losses": losses,
        "orders": np.array(len(set(epochs) - {first})),
        "epochs with other batches": np.array(
            sum(_batches(order, size) != _batches(first, size) for order in epochs)
        ),
    }


def _batches(order: Sequence[int], size: int) -> set[frozenset[int]]:
    return {frozenset(order[i : i + size]) for i in range(0, len(order), size)}
