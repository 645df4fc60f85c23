"""The exercises of chapter 09, Convolution layers."""

from autograder.exercises.c09_convolution_layers import (
    conv2d_backward,
    conv2d_layer,
    conv_output_size,
    count_parameters,
    im2col,
    receptive_field,
)

EXERCISES = (
    count_parameters.EXERCISE,
    conv_output_size.EXERCISE,
    conv2d_layer.EXERCISE,
    im2col.EXERCISE,
    conv2d_backward.EXERCISE,
    receptive_field.EXERCISE,
)
