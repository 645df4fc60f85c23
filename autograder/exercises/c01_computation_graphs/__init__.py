"""The exercises of chapter 01, Computation graphs: the parts of a small autodiff engine.

The probe of each part brings what is around it, so a part earns its points whatever the others do.
"""

from autograder.exercises.c01_computation_graphs import (
    add,
    backward,
    concatenate,
    gradients_by_hand,
    log_softmax,
    matmul,
    mean_squared_error,
    multiply,
    negative_log_likelihood,
    numerical_gradient,
    product_shares,
    relu,
    sigmoid,
    topological_order,
    unbroadcast,
)

EXERCISES = (
    product_shares.EXERCISE,
    gradients_by_hand.EXERCISE,
    unbroadcast.EXERCISE,
    add.EXERCISE,
    multiply.EXERCISE,
    topological_order.EXERCISE,
    backward.EXERCISE,
    numerical_gradient.EXERCISE,
    matmul.EXERCISE,
    relu.EXERCISE,
    sigmoid.EXERCISE,
    concatenate.EXERCISE,
    log_softmax.EXERCISE,
    mean_squared_error.EXERCISE,
    negative_log_likelihood.EXERCISE,
)
HIDE = ("torch",)  # it would do the whole chapter in one call
