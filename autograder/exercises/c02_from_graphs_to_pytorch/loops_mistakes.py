"""The loops as they are handed out, and repairs that do not heal them, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

import warnings
from typing import Any

import torch
from torch.nn import functional as F

from autograder.exercises import Mistake, mistake
from seeing import broken_loops

MISTAKES: dict[str, list[Mistake]] = {name: [] for name in broken_loops.__all__}


def as_handed_out(name: str, called: str, help: str) -> None:
    """Add a broken loop itself to the known mistakes."""
    MISTAKES[name].append(Mistake(called, help, (getattr(broken_loops, name),)))


def step(model: Any, batch: Any, optimizer: Any) -> float:
    """Take one step as it should be; return the loss."""
    images, labels = batch
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


as_handed_out(
    "loop_1",
    "gradients that pile up",
    "Each backward pass adds to the gradients of all batches before it: when do they begin anew?",
)
as_handed_out(
    "loop_2",
    "a step that finds no gradients",
    "The gradients are thrown away while they are still needed: which line uses them, and when?",
)
as_handed_out(
    "loop_3",
    "softmax twice",
    "The loss takes the softmax itself: what does it expect from the model?",
)
as_handed_out(
    "loop_4",
    "a learning rate that falls at every step",
    "The scheduler was made for one call an epoch: how often is it called?",
)
as_handed_out(
    "loop_5",
    "examined in training mode",
    "Some layer does in the exam what it does in training: in which mode is each of them then?",
)
as_handed_out(
    "loop_6",
    "images and labels in two orders",
    "Each shuffle draws an order of its own: does an image still have its own label after both?",
)


@mistake(
    MISTAKES["loop_1"],
    "weights moved without the optimizer",
    "You subtract the gradients yourself, which is what plain gradient descent does, and the "
    "optimizer that was handed in takes no step.",
)
@mistake(
    MISTAKES["loop_2"],
    "weights moved without the optimizer",
    "You subtract the gradients yourself, which is what plain gradient descent does, and the "
    "optimizer that was handed in takes no step.",
)
def moved_by_hand(model: Any, loader: Any, optimizer: Any, epochs: int) -> list[float]:
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            model.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            with torch.no_grad():
                for group in optimizer.param_groups:
                    for weight in group["params"]:
                        weight -= group["lr"] * weight.grad
            losses.append(loss.item())
    return losses


@mistake(
    MISTAKES["loop_1"],
    "gradients cleared once an epoch",
    "Within an epoch the gradients of the batches still pile up: how often does a batch need a "
    "clean start?",
)
@mistake(
    MISTAKES["loop_2"],
    "gradients cleared once an epoch",
    "Now the gradients of the batches of an epoch pile up: how often does a batch need a clean "
    "start?",
)
def cleared_once_an_epoch(model: Any, loader: Any, optimizer: Any, epochs: int) -> list[float]:
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        losses += broken_loops.loop_1(model, loader, optimizer, 1)
    return losses


@mistake(
    MISTAKES["loop_1"],
    "one step an epoch",
    "The weights move once an epoch: after which of the loops does your step stand?",
)
@mistake(
    MISTAKES["loop_2"],
    "one step an epoch",
    "The weights move once an epoch: after which of the loops does your step stand?",
)
def one_step_an_epoch(model: Any, loader: Any, optimizer: Any, epochs: int) -> list[float]:
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            losses.append(loss.item())
        optimizer.step()
    return losses


mistake(
    MISTAKES["loop_1"],
    "a step that finds no gradients",
    "Now the gradients are cleared before the step can use them: when is the loop done with them?",
)(broken_loops.loop_2)

mistake(
    MISTAKES["loop_2"],
    "gradients that pile up",
    "Now each backward pass adds to the gradients of all batches before it: do they have to be "
    "cleared at all, and when?",
)(broken_loops.loop_1)


def on_another_loss(loss_of: Any) -> Any:
    """Return a loop that is right but for its loss."""

    def loop(model: Any, loader: Any, optimizer: Any, epochs: int) -> list[float]:
        losses = []
        for _ in range(epochs):
            for images, labels in loader:
                optimizer.zero_grad()
                loss = loss_of(model(images), labels)
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
        return losses

    return loop


mistake(
    MISTAKES["loop_3"],
    "negative log-likelihood of probabilities",
    "This loss expects logarithms and gets probabilities: can a loss of yours be less than zero?",
)(on_another_loss(lambda scores, y: F.nll_loss(F.softmax(scores, dim=1), y)))

mistake(
    MISTAKES["loop_3"],
    "negative log-likelihood of scores",
    "This loss expects log-probabilities and gets raw scores, which can grow without end: what has "
    "to come between?",
)(on_another_loss(F.nll_loss))

mistake(
    MISTAKES["loop_3"],
    "softmax, then its logarithm",
    "Rounded to zero, a tiny probability has no logarithm any more: is there one function that "
    "does both steps at once?",
)(on_another_loss(lambda scores, y: F.nll_loss(F.softmax(scores, dim=1).log(), y)))


mistake(
    MISTAKES["loop_3"],
    "softmax over the batch",
    "The classes of one image should compete with each other, yet here the images of one batch do: "
    "which axis holds the classes?",
)(on_another_loss(lambda scores, y: F.nll_loss(F.log_softmax(scores, dim=0), y)))

mistake(
    MISTAKES["loop_3"],
    "losses of a batch added up",
    "The loss and its gradient grow with the size of the batch: is it to be the sum of its images' "
    "losses, or their mean?",
)(on_another_loss(lambda scores, y: F.cross_entropy(scores, y, reduction="sum")))


@mistake(
    MISTAKES["loop_4"],
    "a learning rate that falls once, at the end",
    "Every epoch runs at the rate of the start, which falls once when all is over: how often "
    "should it fall?",
)
def once_at_the_end(
    model: Any, loader: Any, optimizer: Any, scheduler: Any, epochs: int
) -> list[float]:
    losses = [step(model, batch, optimizer) for _ in range(epochs) for batch in loader]
    scheduler.step()
    return losses


@mistake(
    MISTAKES["loop_4"],
    "no fall after the last epoch",
    "After the last epoch the learning rate is still that of the epoch, and whoever trains on "
    "would begin with it: after how many epochs does it fall?",
)
def not_after_the_last(
    model: Any, loader: Any, optimizer: Any, scheduler: Any, epochs: int
) -> list[float]:
    losses = []
    for epoch in range(epochs):
        losses += [step(model, batch, optimizer) for batch in loader]
        if epoch < epochs - 1:
            scheduler.step()
    return losses


@mistake(
    MISTAKES["loop_4"],
    "a learning rate that never falls",
    "All steps here are taken with the learning rate of the start: when should it fall?",
)
def never_scheduled(
    model: Any, loader: Any, optimizer: Any, scheduler: Any, epochs: int
) -> list[float]:
    return [step(model, batch, optimizer) for _ in range(epochs) for batch in loader]


@mistake(
    MISTAKES["loop_4"],
    "a learning rate that falls before the first epoch",
    "The first epoch already runs at the second epoch's learning rate: at which end of an epoch "
    "should it fall?",
)
def scheduled_too_early(
    model: Any, loader: Any, optimizer: Any, scheduler: Any, epochs: int
) -> list[float]:
    losses = []
    for _ in range(epochs):
        with warnings.catch_warnings():  # torch warns of this very mistake
            warnings.simplefilter("ignore")
            scheduler.step()
        losses += [step(model, batch, optimizer) for batch in loader]
    return losses


@torch.no_grad()
def mark(model: Any, exam: Any) -> float:
    """Return the share that is told right, in the mode that the model is in."""
    right = sum(int((model(x).argmax(dim=1) == y).sum()) for x, y in exam)
    return right / sum(len(y) for _, y in exam)


@mistake(
    MISTAKES["loop_5"],
    "never back to training mode",
    "From the second epoch on the model trains in evaluation mode: when does it have to go back?",
)
def never_back(model: Any, loader: Any, exam: Any, optimizer: Any, epochs: int) -> Any:
    losses, marks = [], []
    model.train()
    for _ in range(epochs):
        losses += [step(model, batch, optimizer) for batch in loader]
        model.eval()
        marks.append(mark(model, exam))
    return losses, marks


@mistake(
    MISTAKES["loop_5"],
    "trained in evaluation mode",
    "Dropout and batch norm rest in training too: which part of the epoch needs which mode?",
)
def trained_at_rest(model: Any, loader: Any, exam: Any, optimizer: Any, epochs: int) -> Any:
    losses, marks = [], []
    for _ in range(epochs):
        model.eval()
        losses += [step(model, batch, optimizer) for batch in loader]
        marks.append(mark(model, exam))
    return losses, marks


@mistake(
    MISTAKES["loop_5"],
    "one exam for all epochs",
    "Each mark counts the answers of the exams before it too: when does the count begin anew?",
)
def counted_on(model: Any, loader: Any, exam: Any, optimizer: Any, epochs: int) -> Any:
    losses: list[float] = []
    marks: list[float] = []
    for _ in range(epochs):
        model.train()
        losses += [step(model, batch, optimizer) for batch in loader]
        model.eval()
        # Equally many images in each exam: the share of all so far is the mean of the shares.
        marks.append((sum(marks[-1:]) * len(marks) + mark(model, exam)) / (len(marks) + 1))
    return losses, marks


def in_order(order_of: Any, once: bool = False) -> Any:
    """Return a loop that takes its batches by indices.

    order_of: makes them from the number of images
    """

    def loop(
        model: Any, images: Any, labels: Any, optimizer: Any, epochs: int, size: int
    ) -> list[float]:
        losses, order = [], order_of(len(images))
        for _ in range(epochs):
            order = order if once else order_of(len(images))
            for batch in order.split(size):
                losses.append(step(model, (images[batch], labels[batch]), optimizer))
        return losses

    return loop


def shuffled_in_place(
    model: Any, images: Any, labels: Any, optimizer: Any, epochs: int, size: int
) -> list[float]:
    losses = []
    for _ in range(epochs):
        for start in range(0, len(images), size):
            batch = start + torch.randperm(min(size, len(images) - start))
            losses.append(step(model, (images[batch], labels[batch]), optimizer))
    return losses


mistake(
    MISTAKES["loop_6"],
    "never shuffled",
    "Every epoch sees the images in the order in which they came: how do images and labels get a "
    "new order together?",
)(in_order(torch.arange))

mistake(
    MISTAKES["loop_6"],
    "shuffled once for all epochs",
    "Every epoch sees the images in the same order: when is a new one to be drawn?",
)(in_order(torch.randperm, once=True))

mistake(
    MISTAKES["loop_6"],
    "shuffled within each batch",
    "Each batch holds the same images in every epoch: which images may meet in a batch?",
)(shuffled_in_place)

mistake(
    MISTAKES["loop_6"],
    "drawn with repetition",
    "Some images come twice in an epoch and others not at all: what draws each of them once?",
)(in_order(lambda n: torch.randint(n, (n,))))


@mistake(
    MISTAKES["loop_6"],
    "only the images shuffled",
    "The labels stay in their old order while the images move: what keeps the two together?",
)
def images_only(
    model: Any, images: Any, labels: Any, optimizer: Any, epochs: int, size: int
) -> list[float]:
    losses = []
    for _ in range(epochs):
        images = images[torch.randperm(len(images))]
        for batch in torch.arange(len(images)).split(size):
            losses.append(step(model, (images[batch], labels[batch]), optimizer))
    return losses
