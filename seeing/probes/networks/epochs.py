"""Probes for one network, one epoch of training and one evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from seeing.probes.calls import Arrays, Inputs, NothingReturnedError, as_array
from seeing.probes.networks.parts import (
    CPU,
    Halving,
    loader_of,
    network,
    pair,
    same_chance,
    state_of,
    steps_of,
    tensor,
)


def run_network(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Make a network, put known weights in it by their shapes, and let images through.

    In float32, torch's own default, for a network may turn its images into that itself.

    objects: the class, made from the numbers of inputs, of hidden units and of classes
    inputs: "images" (n, …), "labels" (n,), "w1" (h, d), "b1" (h,), "w2" (c, h), "b2" (c,)
    returns "log-probabilities"; as "parameters" how many numbers the parent class has on its list;
        "gradient", of the mean negative log-likelihood by b1, left out where none arrives
    """
    (make,) = objects
    (hidden, features), classes = inputs["w1"].shape, len(inputs["w2"])
    images, labels = tensor(inputs["images"]).float(), tensor(inputs["labels"])
    with same_chance(0):  # what is not set below must at least be the same every time
        model = make(features, hidden, classes)
    return _let_through(model, images, labels, inputs, "log-probabilities")


def run_convolutional_network(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Make a network of two convolutions, put known weights in it, and let images through.

    In float32, as `run_network` does.

    objects: the class, made from the numbers of channels, rows, columns, classes and first maps
    inputs: "images" (n, c, h, w), "labels" (n,), "w1" (m, c, 3, 3), "b1" (m,), "w2" (2m, m, 3, 3),
        "b2" (2m,), "w3" (k, 2m (h // 4) (w // 4)), "b3" (k,)
    returns "scores"; as "parameters" how many numbers the parent class has on its list;
        "gradient", of minus the labels' mean score by b1, left out where none arrives
    """
    (make,) = objects
    maps, channels = inputs["w1"].shape[:2]
    images, labels = tensor(inputs["images"]).float(), tensor(inputs["labels"])
    with same_chance(0):
        model = make(channels, *images.shape[2:], len(inputs["w3"]), maps)
    return _let_through(model, images, labels, inputs, "scores")


def _let_through(
    model: Any, images: torch.Tensor, labels: torch.Tensor, inputs: Inputs, output_name: str
) -> Arrays:
    """Put the known weights, "w1", "b1" and so on, into a network, and let images through."""
    parameters = list(model.parameters())
    _fill(parameters, [tensor(value) for name, value in inputs.items() if name[0] in "wb"])
    with same_chance(1):
        output = model(images)
    if output is None:
        raise NothingReturnedError("forward returned None")
    bias = tensor(inputs["b1"])
    of = next((p for p in parameters if _as_laid_out(bias, p) is not None), None)
    gradient = _gradient(output, labels, of)
    return {
        "parameters": np.array(sum(p.numel() for p in parameters)),
        output_name: as_array(output),
        **({} if gradient is None else {"gradient": as_array(gradient).reshape(bias.shape)}),
    }


def _fill(parameters: Sequence[torch.Tensor], values: Sequence[torch.Tensor]) -> None:
    """Give each parameter the value of its shape, whatever it is called."""
    with torch.no_grad():
        for parameter in parameters:
            for value in values:
                if (fitting := _as_laid_out(value, parameter)) is not None:
                    parameter.copy_(fitting)


def _as_laid_out(value: torch.Tensor, parameter: torch.Tensor) -> torch.Tensor | None:
    """Return a value in a parameter's shape, None where it is another's.

    A layer of one's own may hold its matrix as (inputs, outputs), and its biases as a row.
    """
    ways = [value]
    if value.ndim == 1:
        ways.append(value[None])
    if value.ndim == 2:
        ways.append(value.mT)
    return next((one for one in ways if one.shape == parameter.shape), None)


def _gradient(output: Any, labels: torch.Tensor, by: torch.Tensor | None) -> torch.Tensor | None:
    """Return the gradient of minus the labels' mean output; None where there is no way to it."""
    if by is None or not getattr(output, "requires_grad", False) or output.ndim != 2:
        return None
    loss = -output[torch.arange(len(output)), labels[: len(output)]].mean()
    return torch.autograd.grad(loss, by, allow_unused=True)[0]


def train_one_epoch(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function train `network` for one epoch.

    objects: the function of (model, loader, optimizer, device) that returns the mean loss
    inputs: those of `network`; "x" (n, d), "y" (n,), "batch_size", "lr"; "left_over", the gradient
        that the model brings along; "elsewhere", whether the batches are to be moved
    returns "loss", how many "steps" the optimizer took, "weight_2" and "running_mean"
    """
    (function,) = objects
    model = network(inputs)
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, inputs["left_over"])
    loader = loader_of(inputs["x"], inputs["y"], inputs["batch_size"], inputs["elsewhere"])
    optimizer = torch.optim.SGD(model.parameters(), lr=inputs["lr"])
    steps = steps_of(optimizer)
    loss = function(model, loader, optimizer, CPU)
    return {"steps": np.array(len(steps)), "loss": as_array(loss), **state_of(model)}


def evaluate_network(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function examine `network`.

    objects: the function of (model, loader, device) that returns the mean loss and the accuracy
    inputs: those of `network`; "x" (n, d), "y" (n,), "batch_size"; "elsewhere"; and as 0 or 1 what
        to look at in place of the result: "watch_mode", "watch_graphs"
    returns "loss", "accuracy" and "running_mean"; or as 0 or 1 whether the model is in "training
        mode afterwards"; or whether "graphs were built", and whether gradients are still "recorded
        afterwards"
    """
    (function,) = objects
    model = network(inputs)
    loader = loader_of(inputs["x"], inputs["y"], inputs["batch_size"], inputs["elsewhere"])
    try:
        loss, accuracy = pair(function(model, loader, CPU), "mean loss and accuracy")
        recorded = torch.is_grad_enabled()
    finally:
        torch.set_grad_enabled(True)  # or the next case would have no gradients either
    if inputs["watch_mode"]:
        return {"training mode afterwards": np.array(float(model.training))}
    if inputs["watch_graphs"]:
        built = float(any(part.graphs for part in model if isinstance(part, Halving)))
        return {
            "graphs were built": np.array(built),
            "recorded afterwards": np.array(float(recorded)),
        }
    mean = state_of(model)["running_mean"]
    return {"loss": as_array(loss), "accuracy": as_array(accuracy), "running_mean": mean}
