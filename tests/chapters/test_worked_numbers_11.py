"""What chapter 11 says of a network and of its pictures, computed by other means than its own."""

import re

import numpy as np
import pytest
import torch
from torch import nn

from seeing import datasets, features, networks
from tests.support.chapters import ROOT, answered, code, prose, read

PATH = ROOT / "notebooks" / "11_feature_visualization.md"
CHAPTER = read(PATH)
TEXT = prose(CHAPTER)
CAT, SHIP = 3, 8


@pytest.fixture(scope="module")
def net() -> nn.Sequential:
    return networks.load("cifar10")


@pytest.fixture(scope="module")
def names() -> dict:
    """What the chapter's cells define, as far as the last one that needs no training of minutes."""
    names = answered(PATH)
    for cell in code(CHAPTER):
        if "check(" in cell.source or "exercise" in cell.options:
            continue
        if "OptimizationFilm()" in cell.source:
            break
        lines = cell.source.splitlines()
        kept = [one for one in lines if not one.startswith(("FilterGallery", "OcclusionLab"))]
        exec("\n".join(kept), names)
    return names


def test_the_first_layer_is_as_large_as_stated(net: nn.Sequential):
    numbers = sum(p.numel() for p in net.get_submodule("conv1").parameters())

    assert f"= {numbers}$" in TEXT
    assert net.get_submodule("conv1").weight.shape == (24, 3, 3, 3)


def test_a_number_behind_the_second_pooling_sees_20_pixels_every_4(net: nn.Sequential):
    """The gradient of one number reaches a window that begins where the text cuts."""
    reached = []
    for place in (8, 9):
        image = torch.rand(1, 3, 128, 128, requires_grad=True)
        before = list(net).index(net.get_submodule("conv5"))
        maps = smooth(net[:before])(image)
        maps[0, :, place, place].sum().backward()
        assert image.grad is not None
        rows = image.grad.abs().sum(dim=(0, 1, 3)).nonzero().flatten()
        reached.append((int(rows.min()), int(rows.max()) + 1))

    assert reached == [(4 * s - 8, 4 * s + 12) for s in (8, 9)]


def smooth(layers: nn.Sequential) -> nn.Sequential:
    """Put in a mean for a maximum and nothing for ReLU, so that all that is seen has a slope."""
    changed = []
    for layer in layers:
        if isinstance(layer, nn.MaxPool2d):
            layer = nn.AvgPool2d(2)
        elif isinstance(layer, nn.ReLU):
            layer = nn.Identity()
        elif isinstance(layer, networks.Residual):
            layer = networks.Residual(smooth(layer.inside))
        changed.append(layer)
    return nn.Sequential(*changed)


def test_the_woman_is_told_to_be_something_though_she_is_none_of_the_ten(names: dict):
    """Her first word gets four times and more what ten equal ones would get each."""
    sure = names["sure"]

    assert sure[0].argmax() == CAT
    assert sure[1].max() > 0.4


def test_the_three_answers_are_those_of_the_library(names: dict, net: nn.Sequential):
    cat, label = names["cat"], torch.tensor([CAT])
    found = names["three_answers"](net, cat, CAT)

    gradient = features.saliency(net, cat[None], label)[0]
    torch.testing.assert_close(found["saliency"], gradient.abs().amax(dim=0))
    torch.testing.assert_close(found["covered"], features.occlusion(net, cat, CAT, 8, 2))
    # The library asks the layer that gives the last maps; the chapter cuts there.
    maps = features.grad_cam(net, "conv7", cat[None], label)[0]
    torch.testing.assert_close(found["Grad-CAM"], maps)


def test_maps_of_random_weights_have_little_in_common_with_the_trained_ones(names: dict):
    found = {
        name: [names["alike"](mine, other[name]) for other in names["others"]]
        for name, mine in names["mine"].items()
    }

    assert max(map(abs, found["saliency"])) < 0.4
    assert np.mean(found["covered"]) < 0.5
    assert np.mean(found["Grad-CAM"]) < 0.5


def test_a_penalty_makes_the_climbed_pictures_smoother(names: dict):
    rough = [float(names["total_variation"](one)) for one in names["grown"].values()]

    assert rough == sorted(rough, reverse=True)
    assert rough[0] > 2 * rough[-1]
    assert names["told"].min() > 0.99


def test_free_pixels_reach_far_above_the_blurred_and_the_moved(names: dict, net: nn.Sequential):
    """What the answer below the films says, of the same films."""
    exec(next(c.source for c in code(CHAPTER) if "ways = {" in c.source), names)
    reached = {}
    for way, options in names["ways"].items():
        asked = {"goal": names["wish"], "size": (3, 64, 64), "steps": 48, **options}
        reached[way] = float(features.visualize(net, progress=False, **asked).values[-1])

    assert set(reached) == {"nothing", "total variation", "blur", "jitter", "Fourier, jitter"}
    free = [reached.pop("nothing"), reached.pop("total variation")]
    assert min(free) > 1.2 * max(reached.values())


def test_a_few_levels_of_255_are_enough_for_a_ship(names: dict, net: nn.Sequential):
    source = next(c.source for c in code(CHAPTER) if "def push(" in c.source)
    exec(source, names)

    pushed = names["push"](names["cat"], 8)

    assert (pushed - names["cat"]).abs().max() <= 8 / 255 + 1e-6
    with torch.no_grad():
        assert net(pushed[None]).argmax() == SHIP


def test_the_correlation_that_chance_gives_16_numbers_is_as_stated():
    """Of pairs of 16 independent numbers, one in twenty correlates by more than this."""
    (stated,) = re.findall(r"more than (0\.\d+) in size", TEXT)
    rng = np.random.default_rng(0)
    pairs = rng.standard_normal((2, 20_000, 16))
    a, b = (x - x.mean(axis=1, keepdims=True) for x in pairs)
    r = (a * b).sum(axis=1) / np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))

    assert float(stated) == pytest.approx(np.quantile(abs(r), 0.95), abs=0.01)


def test_the_photographs_are_there_in_colour():
    for name in ("cat", "astronaut", "flower", "temple", "coffee", "rocket"):
        assert name in TEXT + "".join(cell.source for cell in code(CHAPTER))
        assert datasets.photograph(name).shape[2] == 3
