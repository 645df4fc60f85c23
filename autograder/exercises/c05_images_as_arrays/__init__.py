"""The exercises of chapter 05, Images as arrays."""

from autograder.exercises.c05_images_as_arrays import (
    equivariance_error,
    shuffle_pixels,
    to_channels_first,
    to_grayscale,
    translate,
)

EXERCISES = (
    to_grayscale.EXERCISE,
    to_channels_first.EXERCISE,
    shuffle_pixels.EXERCISE,
    translate.EXERCISE,
    equivariance_error.EXERCISE,
)
