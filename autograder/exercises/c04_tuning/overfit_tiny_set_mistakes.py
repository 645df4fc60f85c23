"""What students write for overfit_tiny_set that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import torch
from torch.nn import functional as F

from autograder.exercises import Mistake, mistake

MISTAKES: list[Mistake] = []
Loss = Callable[[Any, Any], Any]


def train(
    model: Any,
    images: Any,
    labels: Any,
    steps: int,
    lr: float,
    loss_of: Loss = F.cross_entropy,
    make: Any = torch.optim.Adam,
    clear: str = "before the loss",
) -> list[float]:
    """Train as is asked, by this loss and this optimizer; return the loss before each step.

    clear: when the gradients are cleared: "before the loss", "after the step" or "never"
    """
    optimizer = make(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        if clear == "before the loss":
            optimizer.zero_grad()
        loss = loss_of(model(images), labels)
        loss.backward()
        optimizer.step()
        if clear == "after the step":
            optimizer.zero_grad()
        losses.append(loss.item())
    return losses


@mistake(
    MISTAKES,
    "gradients never cleared",
    "The gradients of the steps before, and those from before the first, add up: what should "
    "happen to them before the next backward pass?",
)
def never_cleared(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(model, images, labels, steps, lr, clear="never")


@mistake(
    MISTAKES,
    "gradients cleared once",
    "The first step is right, and from the second on the gradients of the steps before add up: how "
    "often does the loop need a clean start?",
)
def cleared_once(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    model.zero_grad()
    return never_cleared(model, images, labels, steps, lr)


@mistake(
    MISTAKES,
    "old gradients in the first step",
    "Gradients from before the first step are still in it: when is the first time that they are "
    "cleared?",
)
def cleared_after(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(model, images, labels, steps, lr, clear="after the step")


@mistake(
    MISTAKES,
    "weights never moved",
    "The weights are what they were, and each loss is the first: does each step come, and does it "
    "find gradients?",
)
def cleared_before_the_step(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    with torch.no_grad():
        return [F.cross_entropy(model(images), labels).item()] * steps


@mistake(
    MISTAKES,
    "a copy trained",
    "The losses are right, and the weights of the model that was handed in are what they were: "
    "whose weights has the optimizer?",
)
def copy_trained(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(copy.deepcopy(model), images, labels, steps, lr)


@mistake(
    MISTAKES,
    "softmax before the loss",
    "The softmax is taken twice, once by you and once by the loss: what does the loss want to be "
    "given?",
)
def softmax_twice(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    def loss_of(scores: Any, truth: Any) -> Any:
        return F.cross_entropy(scores.softmax(dim=1), truth)

    return train(model, images, labels, steps, lr, loss_of)


@mistake(
    MISTAKES,
    "no softmax at all",
    "Your losses are minus the scores of the right classes: where are the scores made into "
    "log-probabilities?",
)
def no_softmax(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(model, images, labels, steps, lr, F.nll_loss)


@mistake(
    MISTAKES,
    "loss after the step",
    "Your losses begin after the first step: the first is to be the loss at the start.",
)
def after_the_step(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
        with torch.no_grad():
            losses.append(F.cross_entropy(model(images), labels).item())
    return losses


@mistake(
    MISTAKES,
    "one image a step",
    "Each step sees one image, in turn: all of them are to take each step together.",
)
def one_image(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        i = step % len(images)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images[i : i + 1]), labels[i : i + 1])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@mistake(
    MISTAKES,
    "one step too few",
    "Your list is one loss short, and the model has missed a step: how often does the loop turn?",
)
def too_few(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(model, images, labels, steps - 1, lr)


@mistake(
    MISTAKES,
    "one step too many",
    "Your list has one loss more than there are steps, and the model has taken one step more: how "
    "often does the loop turn?",
)
def too_many(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(model, images, labels, steps + 1, lr)


@mistake(
    MISTAKES,
    "loss after the last step too",
    "The model is trained as it should be, and the list has one loss more than there are steps.",
)
def one_loss_more(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    losses = train(model, images, labels, steps, lr)
    with torch.no_grad():
        return [*losses, F.cross_entropy(model(images), labels).item()]


@mistake(
    MISTAKES,
    "evaluation mode set",
    "A model that comes in training mode is trained in evaluation mode, and stays in it: the mode "
    "is to be left alone.",
)
def evaluation_mode(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    model.eval()
    return train(model, images, labels, steps, lr)


@mistake(
    MISTAKES,
    "training mode set",
    "A model that comes in evaluation mode is trained in training mode, and stays in it: the mode "
    "is to be left alone.",
)
def training_mode(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    model.train()
    return train(model, images, labels, steps, lr)


@mistake(
    MISTAKES,
    "left in evaluation mode",
    "The model is trained as it should be, and is then in evaluation mode: in which did it come?",
)
def left_in_evaluation(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    losses = train(model, images, labels, steps, lr)
    model.eval()
    return losses


@mistake(
    MISTAKES,
    "plain descent in place of Adam",
    "Your steps are the gradient times the rate, which is plain descent: Adam is asked for.",
)
def plain_descent(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(model, images, labels, steps, lr, make=torch.optim.SGD)


@mistake(
    MISTAKES,
    "AdamW in place of Adam",
    "Your steps are those of Adam, and beside them the weights shrink by a hundredth of the rate "
    "each time: which optimizer does that?",
)
def adam_w(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(model, images, labels, steps, lr, make=torch.optim.AdamW)


@mistake(
    MISTAKES,
    "a new optimizer in each step",
    "Each step is like the first of Adam, which knows nothing of the steps before: how long does "
    "an optimizer have to live?",
)
def new_optimizer(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return [loss for _ in range(steps) for loss in train(model, images, labels, 1, lr)]


@mistake(
    MISTAKES,
    "rate ignored",
    "Your steps are those of a rate of a thousandth, whatever is asked for.",
)
def rate_ignored(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(model, images, labels, steps, 0.001)


@mistake(
    MISTAKES,
    "losses summed",
    "Your losses are as many times too large as there are images: a mean is asked for.",
)
def summed(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    return train(model, images, labels, steps, lr, torch.nn.CrossEntropyLoss(reduction="sum"))


@mistake(
    MISTAKES,
    "stops early",
    "You stop when the loss is small: all steps are asked for.",
)
def stops_early(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses: list[float] = []
    while len(losses) < steps and (not losses or losses[-1] > 0.01):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@mistake(
    MISTAKES,
    "last loss alone",
    "One number comes back: a list with the loss before each step is asked for.",
)
def last_alone(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    losses = train(model, images, labels, steps, lr)
    return losses[-1] if losses else 0.0


@mistake(
    MISTAKES,
    "accuracies in place of losses",
    "What comes back are the shares of images that are told rightly: losses are asked for.",
)
def accuracies(model: Any, images: Any, labels: Any, steps: int, lr: float) -> Any:
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    shares = []
    for _ in range(steps):
        optimizer.zero_grad()
        scores = model(images)
        F.cross_entropy(scores, labels).backward()
        optimizer.step()
        shares.append((scores.argmax(dim=1) == labels).double().mean().item())
    return shares
