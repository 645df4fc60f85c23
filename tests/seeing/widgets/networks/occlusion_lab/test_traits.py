"""OcclusionLab's shipped picture lets its challenge be solved."""

import numpy as np
import torch

from seeing import networks
from seeing.widgets import OcclusionLab


def net() -> torch.nn.Sequential:
    return networks.load("cifar10")


def cat() -> torch.Tensor:
    return torch.from_numpy(OcclusionLab().images[:32].transpose(2, 0, 1) / np.float32(255))


def test_the_challenge_of_covering_can_be_solved() -> None:
    """Some square of the shipped cat makes the network say something else."""
    picture, model = cat(), net()
    answers = set()
    for top in range(0, 17, 2):
        for left in range(0, 17, 2):
            covered = picture.clone()
            covered[:, top : top + 16, left : left + 16] = 0.5
            answers.add(int(model(covered[None]).argmax()))

    assert len(answers) > 1
