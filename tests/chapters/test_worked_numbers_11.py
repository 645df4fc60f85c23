"""What chapter 11 says of a network and of its pictures, computed by other means than its own."""

import re

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from seeing import datasets, features, networks
from seeing.widgets import OcclusionLab
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
        if "ways = {" in cell.source:
            break
        lines = cell.source.splitlines()
        kept = [
            one
            for one in lines
            if not one.startswith(("ClimbLab", "FilterGallery", "OcclusionLab"))
        ]
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


@pytest.fixture(scope="module")
def films(names: dict, net: nn.Sequential) -> dict[str, features.Film]:
    """What the chapter's cell records."""
    exec(next(c.source for c in code(CHAPTER) if "ways = {" in c.source), names)
    wish = names["wish"]
    asked = {"size": (3, 32, 32), "steps": 128, "rate": 0.02, "score": wish, "progress": False}
    return {
        way: features.visualize(net, **asked, **{"goal": wish, **options})
        for way, options in names["ways"].items()
    }


def test_the_films_reach_what_is_told_and_the_deer_not_the_highest_score(
    films: dict[str, features.Film],
):
    reached = {way: film.scores[-1].item() for way, film in films.items()}

    assert len(films) == 8
    higher = {way for way, score in reached.items() if score > reached["all four"] + 1}
    assert higher == {"waves", "waves, colours"}
    told = {"waves, colours": 32, "waves": 25, "all four": 22, "jitter and turns": 11}
    for way, score in told.items():
        assert reached[way] == pytest.approx(score, abs=2)
        assert f"about {score}" in TEXT


def test_blur_climbs_for_a_picture_that_is_worth_little_when_seen_sharp(
    films: dict[str, features.Film],
):
    assert films["blur"].scores[-1] < films["blur"].values[-1] / 2
    for way in ("L2", "total variation"):
        assert films[way].scores[-1] > films[way].values[-1]  # a penalty is subtracted


def test_from_3_levels_of_255_on_the_cat_is_a_ship(names: dict, net: nn.Sequential):
    source = next(c.source for c in code(CHAPTER) if "def push(" in c.source)
    exec(source, names)

    pushed = {levels: names["push"](names["cat"], levels) for levels in (2, 3, 8)}

    assert (pushed[8] - names["cat"]).abs().max() <= 8 / 255 + 1e-6
    with torch.no_grad():
        told = {levels: int(net(one[None]).argmax()) for levels, one in pushed.items()}
    assert told == {2: CAT, 3: SHIP, 8: SHIP}
    assert "from 3 levels of 255" in TEXT


def test_the_photograph_of_the_cat_gets_less_than_a_climb(
    names: dict, net: nn.Sequential, films: dict[str, features.Film]
):
    with torch.no_grad():
        score = net(names["cat"][None])[0, CAT].item()

    assert score == pytest.approx(5.9, abs=0.05)
    assert "gets 5.9 for *cat*" in TEXT
    assert films["nothing"].scores[-1] > 10


def test_four_pairs_of_first_kernels_are_still_opposite(net: nn.Sequential):
    kernels = functional.normalize(net.get_submodule("conv1").weight.detach().flatten(1), dim=1)
    cosines = (kernels[:12] * kernels[12:]).sum(dim=1)

    assert torch.nonzero(cosines < -0.9).flatten().tolist() == [0, 1, 6, 7]
    assert "0 and 12, 1 and 13, 6 and 18, 7 and 19" in TEXT


def test_four_kernels_answer_to_edges_of_colour(net: nn.Sequential):
    """A pattern in each channel, with opposite signs in two of them, and no mean."""
    kernels = net.get_submodule("conv1").weight.detach().flatten(2)
    for number, kernel in enumerate(kernels):
        opposite = torch.corrcoef(kernel).min() < -0.9
        flat = kernel.mean(dim=1).abs().max() < 0.05 * kernel.abs().max()
        assert (opposite and flat) == (number in (0, 1, 12, 13)), number


def test_covering_the_nose_costs_the_cat_most_and_helps_the_dog_and_the_frog(
    names: dict, net: nn.Sequential
):
    cat = names["cat"]
    small, large = (features.occlusion(net, cat, CAT, side) for side in (8, OcclusionLab().side))

    assert [round(falls.max().item(), 1) for falls in (small, large)] == [2.3, 3.8]
    assert place_of_largest(small) == (15, 17)  # both over the bridge of the nose
    assert place_of_largest(large) == (11, 12)
    for label, rise in ((5, 0.6), (6, 3.2)):  # dog, frog
        found = -features.occlusion(net, cat, label, 12)[11, 12].item()
        assert found == pytest.approx(rise, abs=0.08)
    assert -large.min().item() == pytest.approx(0.5, abs=0.08)
    assert place_of_largest(-large) == (6, 3)  # the eye on the left
    assert "by 3.8 with the square of $12 \\times 12$" in TEXT


def place_of_largest(numbers: torch.Tensor) -> tuple[int, int]:
    return divmod(int(numbers.argmax()), numbers.shape[1])


def test_grad_cam_is_cam_at_the_last_maps_and_nowhere_else(names: dict, net: nn.Sequential):
    alphas = {
        layer: torch.stack([names["alphas"](layer, one) for one in names["three"]])
        for layer in ("relu4", "conv7")
    }
    maps = features.grad_cam(net, "conv7", names["cat"][None], torch.tensor([CAT]))[0]
    with torch.no_grad():
        last = net[: list(net).index(net.get_submodule("largest"))](names["cat"][None])[0]
    weights = net.get_submodule("scores").weight[CAT].detach()

    assert alphas["conv7"].std(dim=0).max() < 1e-6
    assert torch.corrcoef(alphas["relu4"])[0, 1:].max() < 0.5
    cam = torch.einsum("m,mrs->rs", weights, last).clamp(min=0) / 16
    torch.testing.assert_close(maps, cam)


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
