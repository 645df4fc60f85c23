"""The exercises of chapter 02, From graphs to PyTorch."""

from autograder.exercises.c02_from_graphs_to_pytorch import evaluate, loops, net, train_epoch

EXERCISES = (net.EXERCISE, train_epoch.EXERCISE, evaluate.EXERCISE, *loops.EXERCISES)
