"""What students write for conv2d_backward that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from autograder.exercises.c09_convolution_layers.windows import crop, padded, spread, windows
from seeing.probes import Array

MISTAKES: list[Mistake] = []
Three = tuple[Array, Array, Array]


def right(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    """Return the right dx, dw, db, for mistakes that spoil one of them."""
    seen = _seen(dout, x, w, stride, padding)
    dw = np.einsum("nost,ncstij->ocij", dout, seen)
    dx = crop(spread(dout, np.asarray(w), np.shape(x), stride, padding), padding)
    return dx, dw, dout.sum(axis=(0, 2, 3))


def _seen(dout: Array, x: Any, w: Any, stride: int, padding: int) -> Array:
    rows, columns = dout.shape[2:]
    return windows(x, np.shape(w)[2:], stride, padding)[:, :, :rows, :columns]


@mistake(
    MISTAKES,
    "gradients replaced where windows overlap",
    "A pixel that lies in several windows gets its gradient from the last one alone: the "
    "contributions add up.",
)
def replaced(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    _, dw, db = right(dout, x, w, stride, padding)
    dx = np.zeros_like(padded(x, padding))
    for s, t in np.ndindex(*dout.shape[2:]):
        rows = slice(s * stride, s * stride + w.shape[2])
        columns = slice(t * stride, t * stride + w.shape[3])
        dx[:, :, rows, columns] = np.einsum("no,ocij->ncij", dout[:, :, s, t], w)
    return crop(dx, padding), dw, db


@mistake(
    MISTAKES,
    "crop that leaves nothing at padding 0",
    "Without padding the gradient of the images comes out empty: a slice that ends at minus zero "
    "ends at the beginning.",
)
def crop_to_nothing(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    _, dw, db = right(dout, x, w, stride, padding)
    dx = spread(dout, np.asarray(w), np.shape(x), stride, padding)
    return dx[:, :, padding:-padding, padding:-padding], dw, db


@mistake(
    MISTAKES,
    "rim not cropped",
    "The gradient of the images is larger than the images: the rim of zeros has no gradient to "
    "give back.",
)
def not_cropped(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    _, dw, db = right(dout, x, w, stride, padding)
    return spread(dout, np.asarray(w), np.shape(x), stride, padding), dw, db


@mistake(
    MISTAKES,
    "cropped at the wrong corner",
    "You keep the top left part of the padded gradient: the rim is on all sides.",
)
def wrong_corner(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    _, dw, db = right(dout, x, w, stride, padding)
    h, width = np.shape(x)[2:]
    return spread(dout, np.asarray(w), np.shape(x), stride, padding)[:, :, :h, :width], dw, db


@mistake(
    MISTAKES,
    "kernels' gradient from unpadded images",
    "The gradient of the kernels looks at the images without their rim, so its windows are "
    "shifted.",
)
def unpadded(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    dx, _, db = right(dout, x, w, stride, padding)
    rim = ((0, 0), (0, 0), (0, 2 * padding), (0, 2 * padding))
    moved = np.pad(np.asarray(x, dtype=float), rim)
    return dx, right(dout, moved, w, stride, 0)[1], db


@mistake(
    MISTAKES,
    "kernels turned on the way back",
    "The gradient of the images is spread by kernels turned by half: an output gives each pixel "
    "its own weight back.",
)
def turned(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    _, dw, db = right(dout, x, w, stride, padding)
    return right(dout, x, np.asarray(w)[:, :, ::-1, ::-1], stride, padding)[0], dw, db


@mistake(
    MISTAKES,
    "kernels' gradient turned by half",
    "The gradient of each kernel lies the other way round: which pixel did the top left weight "
    "meet?",
)
def gradient_turned(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    dx, dw, db = right(dout, x, w, stride, padding)
    return dx, dw[:, :, ::-1, ::-1], db


@mistake(
    MISTAKES,
    "upstream gradient forgotten",
    "All outputs count alike: each contribution is to be multiplied by its own upstream gradient.",
)
def no_upstream(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    return right(np.ones_like(dout), x, w, stride, padding)


@mistake(
    MISTAKES,
    "stride forgotten on the way back",
    "On the way back the windows begin one pixel apart: they begin so many pixels apart as the "
    "stride says.",
)
def no_stride(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    return right(dout, x, w, 1, padding)


@mistake(
    MISTAKES,
    "bias gradient averaged",
    "The gradient of each bias is a mean: it is the sum over images and places.",
)
def bias_mean(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    dx, dw, _ = right(dout, x, w, stride, padding)
    return dx, dw, dout.mean(axis=(0, 2, 3))


@mistake(
    MISTAKES,
    "one bias gradient for all maps",
    "The gradient of the biases is a single sum: each map has a bias of its own.",
)
def bias_one(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    dx, dw, db = right(dout, x, w, stride, padding)
    return dx, dw, np.full(len(db), db.sum())


@mistake(
    MISTAKES,
    "batch not summed",
    "Only the first image counts for the kernels and the biases: all images of a batch use the "
    "same ones.",
)
def first_image(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    dx, _, _ = right(dout, x, w, stride, padding)
    return dx, *right(dout[:1], x[:1], w, stride, padding)[1:]


@mistake(
    MISTAKES,
    "mean over the batch",
    "The gradients of kernels and biases are divided by the number of images: the mean belongs to "
    "the loss, and is in the upstream gradient already.",
)
def batch_mean(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    dx, dw, db = right(dout, x, w, stride, padding)
    return dx, dw / len(x), db / len(x)


@mistake(
    MISTAKES,
    "first map only",
    "The gradient of the images comes from the first output map alone: every map has looked at "
    "them.",
)
def first_map(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    _, dw, db = right(dout, x, w, stride, padding)
    return right(dout[:, :1], x, w[:1], stride, padding)[0], dw, db


@mistake(
    MISTAKES,
    "kernels' gradient replaced at each window",
    "The gradient of the kernels holds the share of the last window alone: each window that a "
    "weight has met adds its own.",
)
def weights_replaced(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    dx, _, db = right(dout, x, w, stride, padding)
    last = np.zeros_like(dout)
    last[:, :, -1, -1] = dout[:, :, -1, -1]
    return dx, right(last, x, w, stride, padding)[1], db


@mistake(
    MISTAKES,
    "both gradients replaced at each window",
    "Kernels and images keep the share of the last window alone: where something is used several "
    "times, the shares add up.",
)
def both_replaced(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    _, dw, db = weights_replaced(dout, x, w, stride, padding)
    return replaced(dout, x, w, stride, padding)[0], dw, db


@mistake(
    MISTAKES,
    "outputs and inputs of the kernels exchanged",
    "The first two axes of the kernels have changed places on the way back: the output maps come "
    "first.",
)
def maps_exchanged(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    _, dw, db = right(dout, x, w, stride, padding)
    exchanged = np.asarray(w).swapaxes(0, 1).reshape(w.shape)
    return right(dout, x, exchanged, stride, padding)[0], dw, db


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your gradients are whole numbers: of which type are the arrays that you fill?",
)
def cut_off(dout: Any, x: Any, w: Any, stride: int, padding: int) -> Three:
    dx, dw, db = right(dout, x, w, stride, padding)
    return np.trunc(dx), np.trunc(dw), np.trunc(db)
