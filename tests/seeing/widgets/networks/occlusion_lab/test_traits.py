"""OcclusionLab's shipped picture lets its challenge be solved."""

import numpy as np
import torch

from seeing import networks
from seeing.widgets import OcclusionLab


def net() -> torch.nn.Sequential:
    return networks.load("cifar10")


def cat() -> torch.Tensor:
    return torch.from_numpy(OcclusionLab().images[:32].transpose(2, 0, 1) / np.float32(255))


def test_a_grey_square_of_8_is_too_small_for_the_cat() -> None:
    picture, model = cat(), net()
    covered = picture.repeat(625, 1, 1, 1)
    for place, one in enumerate(covered):
        top, left = divmod(place, 25)
        one[:, top : top + 8, left : left + 8] = 0.5

    with torch.no_grad():
        answers = torch.cat([model(part).argmax(dim=1) for part in covered.split(125)])
    assert set(answers.tolist()) == {3}


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
