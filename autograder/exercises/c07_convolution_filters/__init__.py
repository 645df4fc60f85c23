"""The exercises of chapter 07, Convolution filters."""

from autograder.exercises.c07_convolution_filters import (
    conv1d,
    conv1d_matrix,
    conv2d,
    gaussian_kernel,
    true_convolution2d,
)

EXERCISES = (
    conv1d.EXERCISE,
    conv2d.EXERCISE,
    true_convolution2d.EXERCISE,
    gaussian_kernel.EXERCISE,
    conv1d_matrix.EXERCISE,
)
