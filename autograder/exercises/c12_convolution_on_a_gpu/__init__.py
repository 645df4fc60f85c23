"""The exercises of chapter 12, Convolution on a GPU."""

from autograder.exercises.c12_convolution_on_a_gpu import (
    arithmetic_intensity,
    convolve_tile,
    im2col_conv2d,
)

EXERCISES = (
    im2col_conv2d.EXERCISE,
    arithmetic_intensity.EXERCISE,
    convolve_tile.EXERCISE,
)
HIDE = ("torch",)  # its convolution would be the answer
