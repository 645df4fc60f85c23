"""The exercises of chapter 04, Tuning."""

from autograder.exercises.c04_tuning import (
    grid_search,
    overfit_tiny_set,
    random_search,
    refine_window,
    sample_log_uniform,
    split_indices,
)

EXERCISES = (
    split_indices.EXERCISE,
    overfit_tiny_set.EXERCISE,
    sample_log_uniform.EXERCISE,
    grid_search.EXERCISE,
    random_search.EXERCISE,
    refine_window.EXERCISE,
)
