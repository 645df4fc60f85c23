"""The exercises of chapter 10, Pooling and convolutional networks."""

from autograder.exercises.c10_pooling_and_convolutional_networks import (
    max_pool2d,
    max_pool2d_backward,
    random_crop_flip,
    shift_robustness,
    small_cnn,
)

EXERCISES = (
    max_pool2d.EXERCISE,
    max_pool2d_backward.EXERCISE,
    small_cnn.EXERCISE,
    random_crop_flip.EXERCISE,
    shift_robustness.EXERCISE,
)
