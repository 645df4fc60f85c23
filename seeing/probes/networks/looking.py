"""Probes for functions that look inside a network: where it looks, and what it wants to see."""

from __future__ import annotations

import contextlib
import itertools
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from seeing.probes.calls import (
    AnotherResultError,
    Array,
    Arrays,
    InputChangedError,
    Inputs,
    NothingReturnedError,
    OutputError,
    as_array,
)
from seeing.probes.networks.parts import Halving, same_chance, tensor

MOST_NOTED = 400  # pictures of a path
ROUGHER = 1.5  # times as rough as the reference's picture, one is not smooth


def small_eye(inputs: Inputs) -> nn.Sequential:
    """Build a small network for images with both kinds of layer that have two modes.

    inputs: "kernels" (m, c, 3, 3), "biases" (m,), "weight" (k, m h w); "training", its mode
    returns images (n, c, h, w), float64 -> scores (n, k)
    """
    maps, channels = inputs["kernels"].shape[:2]
    classes, flat = inputs["weight"].shape
    layers = OrderedDict(
        conv=nn.Conv2d(channels, maps, 3, padding=1),
        norm=nn.BatchNorm2d(maps),
        relu=nn.ReLU(),
        halving=Halving(),
        flatten=nn.Flatten(),
        scores=nn.Linear(flat, classes, bias=False),
    )
    model = nn.Sequential(layers).double()
    known = {"conv.weight": "kernels", "conv.bias": "biases", "scores.weight": "weight"}
    weights = {name: tensor(inputs[given]).double() for name, given in known.items()}
    model.load_state_dict({**model.state_dict(), **weights})
    return model.train(bool(inputs["training"]))


def look(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function make a map of one image, and see what it leaves behind.

    objects: the function of (model, image, label, …)
    inputs: those of `small_eye`; "image" (c, h, w), "label"; and in their order whatever the
        function takes besides
    returns the "map"; as 0 or 1 whether the model is in "training mode afterwards"; how many of its
        weights have "gradients afterwards"
    raises InputChangedError if it changes the image, AnotherResultError if a second map of the
        same image is another
    """
    (function,) = objects
    model = small_eye(inputs)
    names = list(inputs)
    more = [inputs[name] for name in names[names.index("label") + 1 :]]
    image = tensor(inputs["image"])
    made, again = (
        as_array(function(model, image, int(inputs["label"]), *more)).copy() for _ in range(2)
    )
    if not np.array_equal(image.numpy(force=True), inputs["image"]):
        raise InputChangedError("image")
    if made.shape != again.shape or not np.allclose(made, again, equal_nan=True):
        raise AnotherResultError
    return {
        "map": made,
        "training mode afterwards": np.array(float(model.training)),
        "gradients afterwards": np.array(
            float(sum(p.grad is not None for p in model.parameters()))
        ),
    }


def look_at_maps(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Let a student's function weigh a layer's maps.

    objects: the function of (features, head, image, label): features makes maps of a batch of
        images, head makes scores of maps
    inputs: "kernels" (m, c, 3, 3), "biases" (m,), "weight" (k, m r s); "image" (c, h, w), "label";
        "stride" of the convolution, whose padding is 1; 0 where features hand the images on
    raises InputChangedError if it changes the image
    """
    (function,) = objects
    kernels, biases, weight = (
        tensor(inputs[name]).double() for name in ("kernels", "biases", "weight")
    )

    def features(images: Tensor) -> Tensor:
        if not (stride := int(inputs["stride"])):
            return images
        return torch.relu(nn.functional.conv2d(images, kernels, biases, stride, padding=1))

    def head(maps: Tensor) -> Tensor:
        return maps.flatten(1) @ weight.T

    image = tensor(inputs["image"])
    made = as_array(function(features, head, image, int(inputs["label"]))).copy()
    if not np.array_equal(image.numpy(force=True), inputs["image"]):
        raise InputChangedError("image")
    return made


def value_and_gradient(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function make a number of an image, and derive it.

    objects: the function
    inputs: "image" (c, h, w)
    returns the "value", and the "gradient", left out where none arrives
    """
    (function,) = objects
    image = tensor(inputs["image"]).requires_grad_(True)
    value = function(image)
    if value is None:
        raise NothingReturnedError("the function returned None")
    found = None
    if isinstance(value, Tensor) and value.requires_grad and value.numel() == 1:
        (found,) = torch.autograd.grad(value, image, allow_unused=True)
    gradient = {} if found is None else {"gradient": found.numpy(force=True)}
    return {"value": as_array(value), **gradient}


def climb(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function look for a picture that a unit likes.

    objects: the function of (model, unit, size, steps, lr, regularizers, rng)
    inputs: those of `small_eye`; "unit", "size" (3,), "steps", "lr"; "smoothness", how much total
        variation costs, no regularizer if 0; "seed"
    returns the "picture", again as "again" from an equal generator; the "path" (k, c, h, w), the
        pictures that the model was shown on the way, each time the first of a batch; how many
        numbers of the model have "changed", and whether it is in "training mode afterwards". The
        model computes in float32, as the chapter's does, for torch begins a picture in that type;
        it takes others too
    """
    (function,) = objects

    def ask(chance: int) -> tuple[Array, nn.Sequential, list[Array]]:
        model = small_eye(inputs).float()
        path: list[Array] = []

        def note(_: nn.Module, given: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
            with contextlib.suppress(RuntimeError):  # torch.func's tensors hold no numbers yet
                path.append(given[0][0].numpy(force=True).astype(float))
                del path[MOST_NOTED:]
            return tuple(one.float() for one in given)

        model.register_forward_pre_hook(note)
        cost = float(inputs["smoothness"])
        regularizers = [lambda picture: cost * variation(picture)] if cost else []
        rng = torch.Generator().manual_seed(int(inputs["seed"]))
        size = tuple(int(n) for n in inputs["size"])
        with same_chance(chance):
            picture = function(
                model, int(inputs["unit"]), size, int(inputs["steps"]), float(inputs["lr"]),
                regularizers, rng,
            )  # fmt: skip
        if isinstance(picture, Tensor) and not picture.is_floating_point():
            raise OutputError("the picture is to be of floats")
        return as_array(picture), model, path

    seed = int(inputs["seed"])
    picture, model, path = ask(seed)
    before, after = small_eye(inputs).float().state_dict(), model.state_dict()
    return {
        "picture": picture,
        "again": ask(seed + 1)[0],  # whoever draws from torch's own generator gets other numbers
        "path": np.array(path),
        "changed": np.array(float(sum(int((before[n] != after[n]).sum()) for n in before))),
        "training mode afterwards": np.array(float(model.training)),
    }


def variation(picture: Tensor) -> Tensor:
    """Return the mean absolute difference of neighbours, downwards plus across.

    picture: (c, h, w); raises ValueError for any other number of axes
    """
    if picture.ndim != 3:
        raise ValueError(
            f"a regularizer takes a picture (c, h, w), and got the shape {tuple(picture.shape)}"
        )
    down, across = picture.diff(dim=-2).abs().mean(), picture.diff(dim=-1).abs().mean()
    return down + across


def judge_climb(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Judge a picture by how much a unit likes it, in evaluation mode.

    arrays: those of `climb`
    unseen: the network's, "unit", "size"; "least" and "enough": the goal, score minus what the
        regularizers cost, of grey and of what a right climb reaches; "smoothness", "lr"; "rough"
        and "rougher", the total variation of what a right climb reaches, and one that does not use
        its regularizers
    returns the "shape"; and where it is right, "height": 1 if it gets four fifths of the way, 0.5
        for a fifth, 0 for less, −1 if it falls; "in range": 1 if all is between 0 and 1; "smooth":
        1 if it is about as smooth as it should be, where a regularizer asks for that, 0 if not, −1
        if it is rougher than without; "same again"; "in range on the way": 1 if every picture that
        the model is shown after the first is; "length of a step": 1 if most are as long as the
        formula's, 0.5 if they are shorter, 2 if they are longer; "by the formula": 1 if each
        picture that the model is shown comes of the one before by the chapter's formula, 0.5 if a
        part does, 0 if none; the number of weights that were "changed"; "training mode afterwards"
    """
    picture, size = arrays["picture"], tuple(int(n) for n in unseen["size"])
    if picture.shape != size or not np.isfinite(picture).all():
        return {"shape": np.array((*picture.shape, -1))}
    model = small_eye({**unseen, "training": 0})
    goal = goal_of(model, torch.from_numpy(picture.astype(float)), unseen)
    gain = unseen["enough"] - unseen["least"]
    share = (goal - unseen["least"]) / gain if gain else 1.0  # where no picture is liked better
    height = 1.0 if share >= 0.8 else 0.5 if share >= 0.2 else 0.0 if share >= -0.02 else -1.0
    rough = float(variation(torch.from_numpy(picture)))
    smooth = 1.0 if rough <= ROUGHER * unseen["rough"] or not unseen["smoothness"] else 0.0
    if not smooth and rough > 1.1 * unseen["rougher"]:
        smooth = -1.0
    inside = float(picture.min() >= -1e-6 and picture.max() <= 1 + 1e-6)
    return {
        "shape": np.array(size),
        "height": np.array(height),
        "in range": np.array(inside),
        "smooth": np.array(smooth),
        "same again": np.array(float(np.array_equal(picture, arrays["again"]))),
        **_along(arrays["path"], unseen),
        "changed": np.asarray(arrays["changed"]),
        "training mode afterwards": np.asarray(arrays["training mode afterwards"]),
    }


def _along(path: Array, unseen: Inputs) -> Arrays:
    """Judge the steps of a path by x <- clamp(x + lr g / rms(g), 0, 1), see `judge_climb`.

    A path that shows no two different pictures tells nothing, and passes; so does one with a
    regularizer, whose corners, where neighbours are equal, make float32 take another way.
    """
    pictures = [torch.from_numpy(one) for one in path]
    steps = [(a, b) for a, b in itertools.pairwise(pictures) if not torch.equal(a, b)]
    told = len(steps) > 0 and pictures[0].shape == tuple(int(n) for n in unseen["size"])
    inside = all(bool(((b >= -1e-6) & (b <= 1 + 1e-6)).all()) for _, b in steps)
    length = share = 1.0
    if told and not unseen["smoothness"]:
        model = small_eye({**unseen, "training": 0})
        due = [(_next(model, a, unseen), a, b) for a, b in steps]
        followed = float(np.mean([bool((d - b).abs().max() < 1e-3) for d, _, b in due]))
        # In float32 a unit near 0 may fall to the other side of the ReLU's corner.
        share = 1.0 if followed >= 0.8 else 0.5 if followed >= 0.2 else 0.0
        ratio = float(np.median([float((b - a).norm() / (d - a).norm()) for d, a, b in due]))
        length = 0.5 if ratio < 0.8 else 2.0 if ratio > 1.25 else 1.0
    return {
        "in range on the way": np.array(float(inside or not told)),
        "length of a step": np.array(length),
        "by the formula": np.array(share),
    }


def _next(model: nn.Module, picture: Tensor, inputs: Inputs) -> Tensor:
    """Take one step of the chapter's formula."""
    at = picture.clone().requires_grad_(True)
    score = model(at[None])[0, int(inputs["unit"])]
    (slope,) = torch.autograd.grad(score, at)
    rms = slope.square().mean().sqrt() + 1e-12
    return (picture + float(inputs["lr"]) * slope / rms).clamp(0, 1)


@torch.no_grad()
def goal_of(model: nn.Module, picture: Tensor, inputs: Inputs) -> float:
    """Return the unit's score of a picture (c, h, w), minus what its roughness costs."""
    cost = float(inputs["smoothness"]) * variation(picture)
    return float(model(picture[None])[0, int(inputs["unit"])] - cost)
