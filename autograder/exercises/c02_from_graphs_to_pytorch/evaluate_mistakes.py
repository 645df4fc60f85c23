"""What students write for evaluate that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from autograder.exercises import Mistake, mistake

MISTAKES: list[Mistake] = []
Result = tuple[float, float]


@contextmanager
def resting(model: Any) -> Iterator[None]:
    """Set evaluation mode, and afterwards the mode that the model came in."""
    mode = model.training
    model.eval()
    yield
    model.train(mode)


def batches(model: Any, loader: Iterable[Any], device: Any) -> list[tuple[Tensor, Tensor]]:
    """Return outputs and labels batch by batch, without a graph."""
    with torch.no_grad():
        return [(model(images.to(device)), labels.to(device)) for images, labels in loader]


def hits(output: Tensor, labels: Tensor) -> int:
    """Count the images that are told right."""
    return int((output.argmax(dim=1) == labels).sum())


def summed(pairs: list[tuple[Tensor, Tensor]], right: Callable[..., float] = hits) -> Result:
    """Return the mean loss of an image, and the share of those that are right."""
    n = sum(len(labels) for _, labels in pairs)
    loss = sum(F.nll_loss(o, y, reduction="sum").item() for o, y in pairs)
    return loss / n, sum(right(o, y) for o, y in pairs) / n


@mistake(
    MISTAKES,
    "evaluation mode never set",
    "Dropout and batch norm go on as in training while the model is examined: which call puts them "
    "to rest?",
)
def mode_never_set(model: Any, loader: Any, device: Any) -> Result:
    return summed(batches(model, loader, device))


@mistake(
    MISTAKES,
    "left in evaluation mode",
    "A model that came in training mode goes away in evaluation mode, and whoever trains it next "
    "does so without dropout: how do you find out which mode to go back to?",
)
def never_restored(model: Any, loader: Any, device: Any) -> Result:
    model.eval()
    return summed(batches(model, loader, device))


@mistake(
    MISTAKES,
    "always back to training mode",
    "A model that came in evaluation mode goes away in training mode: which mode was it in before?",
)
def always_to_training(model: Any, loader: Any, device: Any) -> Result:
    result: Result = never_restored(model, loader, device)
    model.train()
    return result


@mistake(
    MISTAKES,
    "accuracy averaged over batches",
    "A small last batch counts as much as a full one in your accuracy: what should be counted "
    "before anything is divided?",
)
def accuracy_of_batches(model: Any, loader: Any, device: Any) -> Result:
    with resting(model):
        pairs = batches(model, loader, device)
    shares = [hits(output, labels) / len(labels) for output, labels in pairs]
    return summed(pairs)[0], sum(shares) / len(shares)


@mistake(
    MISTAKES,
    "loss averaged over batches",
    "A small last batch counts as much as a full one in your loss: by how many images is each "
    "batch's mean to be weighted?",
)
def loss_of_batches(model: Any, loader: Any, device: Any) -> Result:
    with resting(model):
        pairs = batches(model, loader, device)
    means = [F.nll_loss(output, labels).item() for output, labels in pairs]
    return sum(means) / len(means), summed(pairs)[1]


@mistake(
    MISTAKES,
    "both averaged over batches",
    "A small last batch counts as much as a full one: what should be added up before anything is "
    "divided?",
)
def both_of_batches(model: Any, loader: Any, device: Any) -> Result:
    return (
        loss_of_batches(model, loader, device)[0],
        accuracy_of_batches(model, loader, device)[1],
    )


@mistake(
    MISTAKES,
    "divided as if every batch were full",
    "The number of batches times their size is not the number of images: how large is the last "
    "batch?",
)
def as_if_full(model: Any, loader: Any, device: Any) -> Result:
    with resting(model):
        loss, accuracy = summed(batches(model, loader, device))
    share = len(loader.dataset) / (len(loader) * loader.batch_size)
    return loss * share, accuracy * share


@mistake(
    MISTAKES,
    "only the last batch",
    "What you return is about the last batch: what became of those before it?",
)
def last_batch(model: Any, loader: Any, device: Any) -> Result:
    with resting(model):
        return summed(batches(model, loader, device)[-1:])


@mistake(
    MISTAKES,
    "right answers counted, not divided",
    "Your accuracy is a number of images: of how many?",
)
def not_divided(model: Any, loader: Any, device: Any) -> Result:
    with resting(model):
        loss, accuracy = summed(batches(model, loader, device))
    return loss, accuracy * len(loader.dataset)


@mistake(
    MISTAKES,
    "accuracy in percent",
    "Your accuracy goes up to 100: what does the task give as its range?",
)
def percent(model: Any, loader: Any, device: Any) -> Result:
    with resting(model):
        loss, accuracy = summed(batches(model, loader, device))
    return loss, accuracy * 100


@mistake(
    MISTAKES,
    "loss and accuracy swapped",
    "Both numbers are right, in the other order: which one does the task name first?",
)
def swapped(model: Any, loader: Any, device: Any) -> Result:
    with resting(model):
        loss, accuracy = summed(batches(model, loader, device))
    return accuracy, loss


@mistake(
    MISTAKES,
    "probability of one half asked for",
    "With ten classes the largest probability may be a small one: is a class chosen by a threshold "
    "or by comparison?",
)
def half(model: Any, loader: Any, device: Any) -> Result:
    def sure(output: Tensor, labels: Tensor) -> float:
        return float((output.gather(1, labels[:, None]).exp() > 0.5).sum())

    with resting(model):
        return summed(batches(model, loader, device), sure)


@mistake(
    MISTAKES,
    "least likely class",
    "The class you choose has the smallest probability of all: log-probabilities are below zero, "
    "and which of them is the largest?",
)
def least_likely(model: Any, loader: Any, device: Any) -> Result:
    def worst(output: Tensor, labels: Tensor) -> float:
        return float((output.abs().argmax(dim=1) == labels).sum())

    with resting(model):
        return summed(batches(model, loader, device), worst)


@mistake(
    MISTAKES,
    "a graph built for nothing",
    "Every forward pass records a graph, though no gradient is ever asked for: how does one tell "
    "torch so?",
)
def graph_built(model: Any, loader: Any, device: Any) -> Result:
    with resting(model):
        pairs = [(model(images.to(device)), labels.to(device)) for images, labels in loader]
        return summed(pairs)


@mistake(
    MISTAKES,
    "gradients left switched off",
    "After your function nothing in the whole program records gradients any more: which form of "
    "the switch goes back by itself?",
)
def switched_off(model: Any, loader: Any, device: Any) -> Result:
    torch.set_grad_enabled(False)
    with resting(model):
        pairs = [(model(images.to(device)), labels.to(device)) for images, labels in loader]
        return summed(pairs)


@mistake(
    MISTAKES,
    "batches left where they were",
    "The model and the batch must lie on one device before they can meet: which of your lines "
    "brings the batch there?",
)
def not_moved(model: Any, loader: Any, device: Any) -> Result:
    with resting(model), torch.no_grad():
        return summed([(model(images), labels) for images, labels in loader])
