"""Ask a network which part of a picture speaks for a label."""

from __future__ import annotations

from itertools import product

import torch
from torch import Tensor, nn
from torch.nn import functional

from seeing.features.watching import still, watched

AT_ONCE = 128  # covered copies that are in memory together


def saliency(model: nn.Module, images: Tensor, labels: Tensor) -> Tensor:
    """Return the gradient of each image's own score with respect to its pixels, (n, c, h, w).

    The score before the softmax: a probability near 1 hardly changes, whatever the pixels do.
    Source: Simonyan, Vedaldi and Zisserman, Deep inside convolutional networks, 2014.
    """
    images = images.detach().clone().requires_grad_(True)
    with still(model):
        (gradient,) = torch.autograd.grad(_own_scores(model(images), labels).sum(), images)
    return gradient


def grad_cam(model: nn.Module, layer: str, images: Tensor, labels: Tensor) -> Tensor:
    """Return where a layer's maps speak for the labels, (n, rows, columns) of that layer.

    The maps are added up, each weighted by the mean gradient of the score with respect to it; what
    speaks against the label is left out. Where only means or maxima of the layer's maps and one
    linear layer come behind, this is the older class activation mapping (CAM) but for a factor.
    Source: Selvaraju and others, Grad-CAM, 2017; Zhou and others, Learning deep features for
    discriminative localization, 2016.
    """
    images = images.detach().clone().requires_grad_(True)
    with still(model), watched(model, [layer]) as kept:
        score = _own_scores(model(images), labels).sum()
        (gradient,) = torch.autograd.grad(score, kept[layer])
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    return functional.relu((weights * kept[layer]).sum(dim=1)).detach()


@torch.no_grad()
def occlusion(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int = 1, fill: float = 0.5
) -> Tensor:
    """Return by how much the label's score falls when a square is covered, (rows, columns).

    image: (c, h, w); side: of the square, in pixels; stride: between its places; fill: its value
    raises ValueError for a square that is larger than the image
    Source: Zeiler and Fergus, Visualizing and understanding convolutional networks, 2014.
    """
    rows = range(0, image.shape[1] - side + 1, stride)
    columns = range(0, image.shape[2] - side + 1, stride)
    if not rows or not columns:
        raise ValueError(f"a square of {side} does not fit into {tuple(image.shape[1:])} pixels")
    places = list(product(rows, columns))
    with still(model):
        before = model(image[None])[0, label]
        after = [
            model(_covered(image, places[first : first + AT_ONCE], side, fill))[:, label]
            for first in range(0, len(places), AT_ONCE)
        ]
    drops: Tensor = (before - torch.cat(after)).view(len(rows), len(columns))
    return drops


def _covered(image: Tensor, places: list[tuple[int, int]], side: int, fill: float) -> Tensor:
    """Return one copy of the image for each place, (places, c, h, w), with its square filled."""
    copies = image.repeat(len(places), 1, 1, 1)
    for copy, (top, left) in zip(copies, places, strict=True):
        copy[:, top : top + side, left : left + side] = fill
    return copies


def _own_scores(scores: Tensor, labels: Tensor) -> Tensor:
    return scores.gather(1, labels[:, None])[:, 0]
