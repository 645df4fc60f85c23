"""The exercises of chapter 03, Training that works."""

from autograder.exercises.c03_training_that_works import (
    adam_step,
    batch_norm,
    dropout,
    early_stopping,
    kaiming_normal,
    momentum_step,
    reduce_on_plateau,
    sgd_step,
)

EXERCISES = (
    sgd_step.EXERCISE,
    momentum_step.EXERCISE,
    adam_step.EXERCISE,
    reduce_on_plateau.EXERCISE,
    kaiming_normal.EXERCISE,
    batch_norm.EXERCISE,
    dropout.EXERCISE,
    early_stopping.EXERCISE,
)
