"""The exercises of chapter 06, Seeing before deep learning."""

from autograder.exercises.c06_seeing_before_deep_learning import (
    adaboost_round,
    bag_of_words,
    box_sum,
    cell_histogram,
    harris_response,
    integral_image,
    spatial_pyramid,
)

EXERCISES = (
    harris_response.EXERCISE,
    cell_histogram.EXERCISE,
    bag_of_words.EXERCISE,
    spatial_pyramid.EXERCISE,
    integral_image.EXERCISE,
    box_sum.EXERCISE,
    adaboost_round.EXERCISE,
)
