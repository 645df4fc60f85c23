"""occlusion_map(model, image, label, side, stride, fill): what covering a square costs."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c11_feature_visualization.eyes import draw, left_as_it_was, scores_of
from seeing.probes import Array
from seeing.probes.networks import look

GROUPS = {
    "squares side by side": 0.75,
    "overlapping squares": 0.5,
    "remainders": 0.25,
    "training mode": 0.5,
}
MISTAKES: list[Mistake] = []


LABEL, FILL = 2, 0.35


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; every place costs something else, and another label is likelier."""

    def case(
        group: str,
        about: str,
        shape: tuple[int, int, int],
        side: int,
        stride: int,
        training: int = 0,
    ) -> Case:
        likeliest, falls = LABEL, np.zeros((1, 1))
        while likeliest == LABEL or np.unique(falls).size < falls.size or not falls.all():
            drawn = draw(rng, *shape, maps=3, classes=4)
            known: dict[str, Any] = {n: drawn[n] for n in ("kernels", "biases", "weight")}
            likeliest = int(scores_of(torch.tensor(drawn["image"])[None], **known).argmax())
            given: dict[str, Any] = {"image": drawn["image"], "label": LABEL}
            given |= {"side": side, "stride": stride}
            falls = reference(training, **given, fill=FILL, **known)["map"]
        given["fill"] = FILL
        return Case(group, about, {**known, "training": training, **given})

    together, overlap, rest, training = GROUPS
    return [
        case(together, "one channel", (1, 4, 6), 2, 2),
        case(together, "three channels", (3, 4, 4), 2, 2),
        case(together, "a square of one pixel", (1, 3, 4), 1, 1),
        case(overlap, "a stride smaller than the square", (1, 5, 7), 3, 2),
        case(overlap, "a stride of 1", (2, 4, 3), 2, 1),
        case(rest, "pixels left over at the border", (1, 5, 6), 2, 3),
        case(training, "a model that comes in training mode", (1, 4, 4), 2, 2, training=1),
        case(together, "places in a single row", (1, 2, 6), 2, 2),
    ]


def reference(
    training: int, image: Array, label: int, side: int, stride: int, fill: float, **weights: Array
) -> dict[str, Array]:
    """Cover by a mask, and let torch's functions score all at once."""
    rows = range(0, image.shape[1] - side + 1, stride)
    columns = range(0, image.shape[2] - side + 1, stride)
    masks = np.ones((len(rows), len(columns), *image.shape[1:]))
    for (i, s), (j, t) in product(enumerate(rows), enumerate(columns)):
        masks[i, j, s : s + side, t : t + side] = 0
    covered = image * masks[:, :, None] + fill * (1 - masks[:, :, None])
    scores = scores_of(torch.tensor(covered.reshape(-1, *image.shape)), **weights)[:, label]
    whole = scores_of(torch.tensor(image)[None], **weights)[0, label]
    return left_as_it_was((whole - scores).numpy(force=True).reshape(masks.shape[:2]), training)


def drops(
    model: nn.Module,
    image: Tensor,
    label: int,
    side: int,
    stride: int,
    fill: float,
    ask: Callable[[nn.Module, Tensor], Tensor] | None = None,
    last: int = 1,
    channels: slice = slice(None),
    anew: bool = True,
) -> Tensor:
    """Return the right map; each mistake changes one thing of it."""
    ask = ask or (lambda net, picture: net(picture[None])[0, label])
    was = model.training
    model.eval()
    rows = range(0, image.shape[1] - side + last, stride)
    columns = range(0, image.shape[2] - side + last, stride)
    out = torch.zeros(len(rows), len(columns), dtype=image.dtype)
    with torch.no_grad():
        whole = ask(model, image)
        covered = image.clone()
        for i, s in enumerate(rows):
            for j, t in enumerate(columns):
                if anew:
                    covered = image.clone()
                covered[channels, s : s + side, t : t + side] = fill
                out[i, j] = whole - ask(model, covered)
    model.train(was)
    return out


@mistake(
    MISTAKES,
    "score in place of its fall",
    "Your map holds the score of the covered image: by how much has it fallen?",
)
def score(model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float) -> Any:
    with torch.no_grad():
        was = model.training
        whole = model.eval()(image[None])[0, label]
        model.train(was)
    return whole - drops(model, image, label, side, stride, fill)


@mistake(
    MISTAKES,
    "wrong sign",
    "Where covering costs something your map is negative: what is subtracted from what?",
)
def sign(model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float) -> Any:
    return -drops(model, image, label, side, stride, fill)


@mistake(
    MISTAKES,
    "fall of the probability",
    "You compare probabilities: they also change when another class becomes more likely.",
)
def probability(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float
) -> Any:
    def ask(net: nn.Module, picture: Tensor) -> Tensor:
        return torch.as_tensor(net(picture[None]).softmax(dim=1)[0, label])

    return drops(model, image, label, side, stride, fill, ask)


@mistake(
    MISTAKES,
    "largest score in place of the label's",
    "You look at the score that is largest: the one of the given label is asked for.",
)
def largest(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float
) -> Any:
    def ask(net: nn.Module, picture: Tensor) -> Tensor:
        return torch.as_tensor(net(picture[None]).max())

    return drops(model, image, label, side, stride, fill, ask)


@mistake(
    MISTAKES,
    "covered with zeros",
    "The squares are black, whatever they should be filled with.",
)
def zeros(model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float) -> Any:
    return drops(model, image, label, side, stride, 0.0)


@mistake(
    MISTAKES,
    "squares that stay covered",
    "Each square is covered on top of those before: begin every time with the whole image.",
)
def stay(model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float) -> Any:
    return drops(model, image, label, side, stride, fill, anew=False)


@mistake(
    MISTAKES,
    "one channel covered",
    "Only the first channel of the image is covered: a square hides all of them.",
)
def one_channel(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float
) -> Any:
    return drops(model, image, label, side, stride, fill, channels=slice(1))


@mistake(
    MISTAKES,
    "last places forgotten",
    "The squares that end exactly at the border are missing.",
)
def last_forgotten(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float
) -> Any:
    return drops(model, image, label, side, stride, fill, last=0)


@mistake(
    MISTAKES,
    "stride taken from the square's side",
    "Your squares always lie side by side: they begin so many pixels apart as the stride says.",
)
def side_as_stride(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float
) -> Any:
    return drops(model, image, label, side, side, fill)


@mistake(
    MISTAKES,
    "rows and columns exchanged",
    "Your map is transposed: its rows are the square's rows.",
)
def transposed(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float
) -> Any:
    return drops(model, image, label, side, stride, fill).T


@mistake(
    MISTAKES,
    "looked at in training mode",
    "The network works otherwise in training than afterwards: in which mode are you looking at it?",
)
def training_mode(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float
) -> Any:
    def ask(net: nn.Module, picture: Tensor) -> Tensor:
        return torch.as_tensor(net.train(was)(picture[None])[0, label])

    was = model.training
    return drops(model, image, label, side, stride, fill, ask)


@mistake(
    MISTAKES,
    "mode not put back",
    "The model came in training mode and is left in evaluation mode: leave it as it was.",
)
def mode_lost(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int, fill: float
) -> Any:
    right = drops(model, image, label, side, stride, fill)
    model.eval()
    return right


EXERCISE = Exercise(
    name="occlusion_map",
    points=2,
    probe=look,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
