"""What students write for conv2d_layer that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from autograder.exercises.c09_convolution_layers.windows import layer, padded, windows, without_last

MISTAKES: list[Mistake] = []


@mistake(
    MISTAKES,
    "first channel only",
    "Only the first input channel is looked at: each kernel reaches through all of them.",
)
def first_channel(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(np.asarray(x)[:, :1], np.asarray(w)[:, :1], b, stride, padding)


@mistake(
    MISTAKES,
    "mean over the channels",
    "The channels are averaged: their sums are to be added.",
)
def mean_of_channels(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(x, np.asarray(w, dtype=float) / np.shape(x)[1], b, stride, padding)


@mistake(
    MISTAKES,
    "one kernel for all channels",
    "All channels meet the kernel's first sheet: it has a sheet of its own for each channel.",
)
def one_sheet(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    sheets = np.repeat(np.asarray(w)[:, :1], np.shape(w)[1], axis=1)
    return layer(x, sheets, b, stride, padding)


@mistake(
    MISTAKES,
    "outputs and inputs of the kernels exchanged",
    "The first two axes of the kernels have changed places: the output maps come first.",
)
def maps_exchanged(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    maps, channels, *size = np.shape(w)
    exchanged = np.asarray(w).swapaxes(0, 1).reshape(maps, channels, *size)
    return layer(x, exchanged, b, stride, padding)


@mistake(
    MISTAKES,
    "bias once for each input channel",
    "The bias is added as often as there are channels: it comes once, after their sum.",
)
def bias_each_channel(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(x, w, np.asarray(b) * np.shape(x)[1], stride, padding)


@mistake(
    MISTAKES,
    "bias forgotten",
    "The sums are right and nothing is added to them: each output map has a bias.",
)
def no_bias(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(x, w, np.zeros(len(b)), stride, padding)


@mistake(
    MISTAKES,
    "first bias for all maps",
    "All maps get the first bias: each has its own.",
)
def first_bias(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(x, w, np.full(len(b), b[0]), stride, padding)


@mistake(
    MISTAKES,
    "first kernel for all maps",
    "All output maps look alike but for their biases: each has a kernel of its own.",
)
def first_kernel(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(x, np.repeat(np.asarray(w)[:1], len(w), axis=0), b, stride, padding)


@mistake(
    MISTAKES,
    "first image for the whole batch",
    "All images of the batch give the same output: the first axis counts them.",
)
def first_image(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(np.repeat(np.asarray(x)[:1], len(x), axis=0), w, b, stride, padding)


@mistake(
    MISTAKES,
    "stride in the size, not in the place",
    "The output has the right size, but its windows begin one pixel apart: where does the second "
    "window begin?",
)
def stride_not_in_place(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    rows, columns = layer(x, w, b, stride, padding).shape[2:]
    return layer(x, w, b, 1, padding)[:, :, :rows, :columns]


@mistake(
    MISTAKES,
    "stride ignored",
    "The window moves by one pixel whatever the stride.",
)
def no_stride(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(x, w, b, 1, padding)


@mistake(
    MISTAKES,
    "stride in one direction",
    "The stride is taken downwards and not to the right.",
)
def stride_down_only(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(x, w, b, 1, padding)[:, :, ::stride]


@mistake(
    MISTAKES,
    "image thinned out before",
    "You leave pixels out and then slide: the stride moves the window, which still sees "
    "neighbouring pixels.",
)
def thinned_before(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    size = np.shape(w)[2:]
    thin = padded(x, padding)[:, :, ::stride, ::stride]
    missing = [max(k - n, 0) for k, n in zip(size, thin.shape[2:], strict=True)]
    thin = np.pad(thin, ((0, 0), (0, 0), (0, missing[0]), (0, missing[1])))
    return layer(thin, w, b, 1, 0)


@mistake(
    MISTAKES,
    "a window more at the end",
    "Where the stride leaves a remainder there is one window too many, which sticks out: round "
    "down.",
)
def rounded_up(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    image = padded(x, padding)
    over = [-(n - k) % stride for n, k in zip(image.shape[2:], np.shape(w)[2:], strict=True)]
    return layer(np.pad(image, ((0, 0), (0, 0), (0, over[0]), (0, over[1]))), w, b, stride, 0)


@mistake(
    MISTAKES,
    "last window dropped",
    "A window that ends just where the image with its rim ends is missing, on the right and at the "
    "bottom: it still fits.",
)
def last_dropped(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    rows, columns = without_last(x, np.shape(w)[2:], stride, padding)
    return layer(x, w, b, stride, padding)[:, :, :rows, :columns]


@mistake(
    MISTAKES,
    "padding on one side",
    "Zeros are put on top and on the left only.",
)
def padding_one_side(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    image = padded(x, padding)
    h, width = (n - padding for n in image.shape[2:])
    return layer(image[:, :, :h, :width], w, b, stride, 0)


@mistake(
    MISTAKES,
    "padding ignored",
    "The output is too small: no zeros are put round the images.",
)
def no_padding(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    if any(n < k for n, k in zip(np.shape(x)[2:], np.shape(w)[2:], strict=True)):
        raise ValueError
    return layer(x, w, b, stride, 0)


@mistake(
    MISTAKES,
    "border pixels in place of zeros",
    "The rim repeats the border's pixels: it is to be of zeros.",
)
def edge_padding(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    rim = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    return layer(np.pad(np.asarray(x, dtype=float), rim, mode="edge"), w, b, stride, 0)


@mistake(
    MISTAKES,
    "kernels turned by half",
    "Your kernels lie on the image the other way up and the other way round: a layer does not "
    "turn them.",
)
def turned(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(x, np.asarray(w)[:, :, ::-1, ::-1], b, stride, padding)


@mistake(
    MISTAKES,
    "output transposed",
    "Rows and columns of the output maps are exchanged.",
)
def output_transposed(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return layer(x, w, b, stride, padding).swapaxes(2, 3)


@mistake(
    MISTAKES,
    "channels last",
    "The output maps are the last axis: they come right after the images.",
)
def channels_last(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return np.moveaxis(layer(x, w, b, stride, padding), 1, -1)


@mistake(
    MISTAKES,
    "channels not added",
    "Each channel keeps an output of its own: their sums are to be added.",
)
def channels_kept(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    kernels = np.asarray(w, dtype=float)
    each = np.einsum("ncstij,ocij->nocst", windows(x, kernels.shape[2:], stride, padding), kernels)
    each = each + np.asarray(b, dtype=float)[:, None, None, None]
    return each.reshape(len(each), -1, *each.shape[3:])


@mistake(
    MISTAKES,
    "uint8 arithmetic",
    "With pictures of uint8 your sums wrap round at 256: turn them into floats first.",
)
def in_bytes(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    out = layer(x, w, b, stride, padding)
    return out.astype(int).astype(np.uint8) if np.asarray(x).dtype == np.uint8 else out


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your result holds whole numbers alone: of which type is the array that you fill?",
)
def cut_off(x: Any, w: Any, b: Any, stride: int, padding: int) -> Any:
    return np.trunc(layer(x, w, b, stride, padding))
