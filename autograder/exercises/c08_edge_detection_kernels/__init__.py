"""The exercises of chapter 08, Edge-detection kernels."""

from autograder.exercises.c08_edge_detection_kernels import (
    difference_of_gaussians,
    edge_magnitude,
    edge_orientation,
    learn_kernel,
    line_kernel,
    sobel_gradients,
)

EXERCISES = (
    line_kernel.EXERCISE,
    sobel_gradients.EXERCISE,
    edge_magnitude.EXERCISE,
    edge_orientation.EXERCISE,
    difference_of_gaussians.EXERCISE,
    learn_kernel.EXERCISE,
)
