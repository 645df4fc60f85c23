"""What students write for train_epoch that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from torch.nn import functional as F

from autograder.exercises import Mistake, mistake

MISTAKES: list[Mistake] = []


def placed(loader: Iterable[Any], device: Any) -> Iterable[Any]:
    """Move every batch to the device."""
    for images, labels in loader:
        yield images.to(device), labels.to(device)


def step(model: Any, batch: Any, optimizer: Any) -> float:
    """Take one step as it should be; return the loss."""
    images, labels = batch
    optimizer.zero_grad()
    loss = F.nll_loss(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


@mistake(
    MISTAKES,
    "gradients never cleared",
    "What backward finds it adds to what is there already: what should happen to the gradients of "
    "the batch before?",
)
def never_cleared(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    total = 0.0
    for images, labels in placed(loader, device):
        loss = F.nll_loss(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(images)
    return total / len(loader.dataset)


@mistake(
    MISTAKES,
    "a step that finds no gradients",
    "The optimizer steps, and nothing moves, because the gradients are gone or not there yet: what "
    "stands between the backward pass and the step?",
)
def cleared_before_the_step(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    total = 0.0
    for images, labels in placed(loader, device):
        loss = F.nll_loss(model(images), labels)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        total += loss.item() * len(images)
    return total / len(loader.dataset)


@mistake(
    MISTAKES,
    "gradients cleared once for all batches",
    "The gradients are cleared before the first batch and then never again: how often does the "
    "loop need a clean start?",
)
def cleared_once(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    optimizer.zero_grad()
    mean: float = never_cleared(model, loader, optimizer, device)  # untyped once it is a mistake
    return mean


@mistake(
    MISTAKES,
    "gradients cleared only after the step",
    "The first batch starts with gradients that somebody else left behind: when is the moment to "
    "clear them?",
)
def cleared_afterwards(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    total = 0.0
    for images, labels in placed(loader, device):
        loss = F.nll_loss(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        total += loss.item() * len(images)
    return total / len(loader.dataset)


@mistake(
    MISTAKES,
    "no step",
    "Losses and gradients are computed, but the weights stay as they were: who moves them?",
)
def no_step(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    total = 0.0
    for images, labels in placed(loader, device):
        optimizer.zero_grad()
        loss = F.nll_loss(model(images), labels)
        loss.backward()
        total += loss.item() * len(images)
    return total / len(loader.dataset)


@mistake(
    MISTAKES,
    "training mode never set",
    "Whoever evaluated the model last left dropout and batch norm at rest: which mode does "
    "training need?",
)
def mode_never_set(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    total = 0.0
    for images, labels in placed(loader, device):
        total += step(model, (images, labels), optimizer) * len(images)
    return total / len(loader.dataset)


@mistake(
    MISTAKES,
    "batches left where they were",
    "The model and the batch must lie on one device before they can meet: which of your lines "
    "brings the batch there?",
)
def not_moved(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    total = 0.0
    for images, labels in loader:
        total += step(model, (images, labels), optimizer) * len(images)
    return total / len(loader.dataset)


@mistake(
    MISTAKES,
    "mean of the batches' means",
    "A small last batch counts as much as a full one here: by how many images should each batch's "
    "mean be weighted?",
)
def mean_of_means(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    losses = [step(model, batch, optimizer) for batch in placed(loader, device)]
    return sum(losses) / len(losses)


@mistake(
    MISTAKES,
    "sum over the batches",
    "The sum of the batches' losses grows with the number of batches: what makes a mean of it?",
)
def sum_of_means(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    return sum(step(model, batch, optimizer) for batch in placed(loader, device))


@mistake(
    MISTAKES,
    "loss of the last batch alone",
    "What you return is the loss of the last batch: what became of those before it?",
)
def last_loss(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    return [step(model, batch, optimizer) for batch in placed(loader, device)][-1]


@mistake(
    MISTAKES,
    "stopped after the first batch",
    "The function returns while the loop is still at its first batch: how far in does the last "
    "line stand?",
)
def first_batch_only(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    return step(model, next(iter(placed(loader, device))), optimizer)


@mistake(
    MISTAKES,
    "smaller last batch left out",
    "Batches that are not full are passed over: should their images not be learnt from as well?",
)
def full_batches_only(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    model.train()
    full = [b for b in placed(loader, device) if len(b[0]) == loader.batch_size]
    return sum(step(model, batch, optimizer) for batch in full) / len(full)


@mistake(
    MISTAKES,
    "softmax on what is a log-probability",
    "The model's outputs are log-probabilities already: what does one more softmax make of them?",
)
def softmax_again(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    return mean_of_loss(
        model, loader, optimizer, device, lambda o, y: F.cross_entropy(F.softmax(o, dim=1), y)
    )


@mistake(
    MISTAKES,
    "losses of a batch added up",
    "The gradient grows with the size of the batch, since its losses are added up: what does the "
    "task ask for?",
)
def summed(model: Any, loader: Any, optimizer: Any, device: Any) -> float:
    return mean_of_loss(
        model, loader, optimizer, device, lambda o, y: F.nll_loss(o, y, reduction="sum")
    )


def mean_of_loss(model: Any, loader: Any, optimizer: Any, device: Any, loss_of: Any) -> float:
    """Train on another loss, and return what it was for an image."""
    model.train()
    total, seen = 0.0, 0
    for images, labels in placed(loader, device):
        optimizer.zero_grad()
        output = model(images)
        loss = loss_of(output, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(images)
        seen += len(images)
    return total / seen
