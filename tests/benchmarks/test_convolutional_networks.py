"""The networks that chapter 10 compares: what they are, and that all of them are on record."""

import pytest
import torch
from torch import nn

from benchmarks.convolutional_networks.experiments import CHANGES, EXPERIMENTS, _pushed
from benchmarks.convolutional_networks.fit import accuracy, deep_cnn, digits, small_cnn, trained
from seeing import measurements, networks
from seeing.networks import Residual
from tests.support.chapters import ROOT, answered

CHAPTER = ROOT / "notebooks" / "10_pooling_and_convolutional_networks.md"


def test_every_setting_is_on_record_with_its_seeds():
    for name, experiment in EXPERIMENTS.items():
        rows = measurements.convolutional_networks(name)

        assert [row["settings"] for row in rows] == experiment.settings()
        assert all(
            len(found) == experiment.seeds for row in rows for found in row["found"].values()
        )


def test_the_network_is_the_chapters():
    theirs = answered(CHAPTER)["SmallCNN"](1, 8, 8, 10)
    ours = small_cnn()
    vector = nn.utils.parameters_to_vector(ours.parameters())
    nn.utils.vector_to_parameters(vector, theirs.parameters())
    images = torch.rand(5, 1, 8, 8, generator=torch.Generator().manual_seed(0))

    torch.testing.assert_close(ours(images), theirs(images))


def test_a_deep_network_has_its_depth_and_its_kind():
    for kind in ("plain", "batch norm", "residual"):
        layers = list(deep_cnn(kind, 7).modules())

        assert sum(isinstance(layer, nn.Conv2d) for layer in layers) == 7
        assert sum(isinstance(layer, nn.BatchNorm2d) for layer in layers) == 7 * (kind != "plain")
        assert sum(isinstance(layer, Residual) for layer in layers) == 3 * (kind == "residual")


def test_an_even_depth_is_refused():
    with pytest.raises(ValueError, match="odd depth, not 4"):
        deep_cnn("plain", 4)


@pytest.mark.parametrize("head", ["flat", "mean"])
def test_ways_of_pooling_leave_maps_of_one_size(head: str):
    for pooling in ("largest", "mean", "stride"):
        assert small_cnn(pooling, head)(torch.zeros(2, 1, 8, 8)).shape == (2, 10)
    assert networks.count(small_cnn("largest", head)) == networks.count(small_cnn("mean", head))


def test_a_run_depends_on_its_seed_alone_and_learns():
    def read() -> float:
        torch.manual_seed(3)
        return accuracy(trained(small_cnn(), 3))

    assert read() == read() > 0.95


def test_digits_are_moved_by_at_most_one_pixel_and_mirrored_half_of_the_time():
    (images, _), _ = digits()
    rng = torch.Generator().manual_seed(0)
    shift, mirror = CHANGES["shifts"], CHANGES["shifts and mirror"]
    assert shift is not None
    assert mirror is not None
    one = images[:1].expand(400, -1, -1, -1)

    assert len(torch.unique(shift(one, rng), dim=0)) == 9
    assert len(torch.unique(mirror(one, rng), dim=0)) == 18


@pytest.mark.parametrize(
    ("corner", "place"),
    [
        ("top left", (0, 0)),
        ("top right", (0, 4)),
        ("bottom left", (5, 0)),
        ("bottom right", (5, 4)),
    ],
)
def test_a_digit_is_pushed_until_it_touches_two_sides(corner: str, place: tuple[int, int]):
    image = torch.zeros(1, 8, 8)
    image[0, 2:5, 1:5] = 1  # 3 rows, 4 columns
    pushed = _pushed(image, corner)

    top, left = place
    wanted = torch.zeros(1, 8, 8)
    wanted[0, top : top + 3, left : left + 4] = 1
    assert torch.equal(pushed, wanted)
