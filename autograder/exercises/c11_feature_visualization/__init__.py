"""The exercises of chapter 11, Feature visualization."""

from autograder.exercises.c11_feature_visualization import (
    activation_maximization,
    grad_cam,
    occlusion_map,
    saliency_map,
    total_variation,
)

EXERCISES = (
    occlusion_map.EXERCISE,
    saliency_map.EXERCISE,
    grad_cam.EXERCISE,
    total_variation.EXERCISE,
    activation_maximization.EXERCISE,
)
