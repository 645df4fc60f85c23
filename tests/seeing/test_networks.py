"""The trained networks: their shapes, what they get right, and that training can be resumed."""

import copy
import io
import re
from contextlib import redirect_stdout
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from seeing import datasets, networks
from seeing.networks import measure, trained
from seeing.networks.architectures import folded, whiten, with_batch_norm
from seeing.networks.augmentation import covered, mirrored, shifted, turned
from seeing.networks.recipes import RECIPES, Augment, Cycle
from seeing.networks.training import Training, accuracy, as_tensors

INPUTS = {"mnist": (1, 28, 28), "cifar10": (3, 32, 32)}
# The least accuracy on the test set, and the most parameters.
AIMS = {"mnist": (0.992, 60_000), "cifar10": (0.90, 600_000)}
each_network = pytest.mark.parametrize("name", networks.available())
each_recipe = pytest.mark.parametrize("name", sorted(RECIPES))


def rng() -> torch.Generator:
    return torch.Generator().manual_seed(3)


def as_they_are(batch: torch.Tensor, _: torch.Generator) -> torch.Tensor:
    return batch


def cycle(epochs: int, augment: Augment = as_they_are) -> Cycle:
    return Cycle(epochs, augment, "")


@each_network
def test_a_trained_network_reaches_its_aim_with_few_enough_parameters(name: str):
    least, most = AIMS[name]
    known = networks.record(name)

    assert known["accuracy"] >= least
    assert known["parameters"] == networks.count(networks.load(name)) <= most
    assert known["test_images"] == 10_000


@pytest.fixture(scope="module")
def printed() -> str:
    """What `python -m seeing.networks.measure` prints; it takes a minute with all the images."""
    with redirect_stdout(io.StringIO()) as out:
        measure.main()
    return out.getvalue()


@each_network
def test_its_accuracy_is_that_of_the_record(name: str, printed: str):
    (said,) = re.findall(rf"^{name}: (\d+\.\d\d)% of (\d+,?\d*) test images", printed, re.M)
    accuracy, images = float(said[0]) / 100, int(said[1].replace(",", ""))

    if images == 10_000:
        assert accuracy == pytest.approx(networks.record(name)["accuracy"], abs=1e-3)
    else:  # the embedded stand-in, which is of another kind: it has the same form
        assert 0 <= accuracy <= 1


@each_network
def test_it_gives_ten_scores_and_is_not_in_training(name: str):
    network = networks.load(name)

    assert not network.training
    assert network(torch.zeros(2, *INPUTS[name])).shape == (2, 10)


@each_network
def test_loading_twice_gives_two_equal_networks(name: str):
    first, second = networks.load(name), networks.load(name)
    x = torch.rand(1, *INPUTS[name], generator=rng())

    assert torch.equal(first(x), second(x))
    assert first.conv1.weight.data_ptr() != second.conv1.weight.data_ptr()


def test_an_unknown_name_is_told_which_there_are():
    with pytest.raises(ValueError, match="there are mnist, cifar10"):
        networks.load("imagenet")


def test_a_network_without_weights_says_how_to_make_them(monkeypatch, tmp_path):
    monkeypatch.setattr(trained, "WEIGHTS", tmp_path)

    with pytest.raises(FileNotFoundError, match=r"python -m seeing\.networks\.train mnist"):
        networks.load("mnist")


def test_the_command_prints_what_is_measured_and_what_is_recorded(printed: str):
    assert re.search(r"mnist: \d\d\.\d\d% of .* with 11,386 parameters", printed)
    assert f"recorded: {networks.record('mnist')['accuracy']:.2%}" in printed


@each_recipe
def test_folding_the_normalizations_changes_nothing(name: str):
    torch.manual_seed(1)
    network = with_batch_norm(RECIPES[name].build())
    for _ in range(3):  # so that the running means and variances are not 0 and 1
        network(torch.rand(8, *INPUTS[name], generator=rng()))
    network.eval()
    x = torch.rand(4, *INPUTS[name], generator=rng())
    before = network(x)

    plain = folded(copy.deepcopy(network))

    torch.testing.assert_close(plain(x), before, rtol=1e-4, atol=1e-5)
    assert not any(isinstance(layer, nn.BatchNorm2d) for layer in plain.modules())
    assert plain.state_dict().keys() == RECIPES[name].build().state_dict().keys()


def test_a_residual_adds_what_its_layers_make_to_its_input():
    layer = networks.Residual(nn.Conv2d(2, 2, 1, bias=False))
    x = torch.rand(1, 2, 3, 3)

    torch.testing.assert_close(layer(x), x + layer.inside(x))


def test_the_named_pictures_are_mirrored_and_no_others():
    batch = torch.rand(3, 2, 4, 5, generator=rng())
    made = mirrored(batch, torch.tensor([True, False, True]))

    for i, turned_over in enumerate([True, False, True]):
        assert torch.equal(made[i], batch[i].flip(2) if turned_over else batch[i])


def test_each_image_is_mirrored_in_turn_from_epoch_to_epoch(tmp_path):
    data = datasets.cifar10("test").take(np.arange(40))
    seen: list[torch.Tensor] = []

    def keep(batch: torch.Tensor, _: torch.Generator) -> torch.Tensor:
        seen.append(batch)
        return batch

    recipe = replace(RECIPES["cifar10"], cycles=(cycle(2, keep),), batch_size=40)
    training = Training(recipe, data, tmp_path / "checkpoint.pt")
    training.images = torch.rand(40, 3, 32, 32, generator=rng())
    training.run()

    one, other = (
        {i for i, image in enumerate(training.images) if (epoch == image).flatten(1).all(1).any()}
        for epoch in seen
    )
    assert one
    assert other == set(range(40)) - one


def test_a_whitened_layer_answers_with_maps_of_variance_1_and_their_opposites():
    images, _ = as_tensors(datasets.cifar10("test").take(np.arange(500)))
    layer = nn.Conv2d(3, 8, 3)
    whiten(layer, images)

    maps = layer(images).detach().transpose(0, 1).flatten(1)
    torch.testing.assert_close(maps.mean(dim=1), torch.zeros(8), atol=0.03, rtol=0)
    torch.testing.assert_close(maps[:4], -maps[4:], atol=1e-4, rtol=1e-4)
    correlation = torch.corrcoef(maps[:4])
    torch.testing.assert_close(correlation, torch.eye(4), atol=1e-2, rtol=0)


def test_a_shifted_picture_is_a_window_of_the_padded_one():
    batch = torch.rand(50, 2, 6, 7, generator=rng())
    made = shifted(batch, rng(), most=2)

    padded = torch.nn.functional.pad(batch, (2, 2, 2, 2))
    places = set()
    for i, picture in enumerate(made):
        windows = padded[i].unfold(1, 6, 1).unfold(2, 7, 1)
        same = (windows == picture[:, None, None]).all(dim=0).flatten(2).all(dim=-1)
        assert same.any()
        places.add(tuple(same.nonzero()[0].tolist()))
    assert len(places) > 15


def test_a_covered_picture_has_a_square_of_the_mean_colour_and_is_itself_elsewhere():
    batch = torch.rand(200, 2, 9, 11, generator=rng())
    made = covered(batch, rng(), side=4)

    changed = (made != batch).any(dim=1)
    assert torch.allclose(
        made.movedim(1, -1)[changed], batch.mean(dim=(0, 2, 3)).expand(int(changed.sum()), 2)
    )
    heights, widths = set(), set()
    for hidden in changed:
        rows, columns = hidden.any(dim=1), hidden.any(dim=0)
        assert torch.equal(hidden, rows[:, None] & columns)
        height, width = int(rows.sum()), int(columns.sum())
        inner = not (rows[[0, -1]].any() or columns[[0, -1]].any())
        assert (height, width) == (4, 4) if inner else min(height, width) >= 2
        heights.add(tuple(rows.nonzero().flatten().tolist()))
        widths.add(tuple(columns.nonzero().flatten().tolist()))
    assert len(heights) == 9  # the middle may be in any row
    assert len(widths) == 11


def test_turning_by_nothing_changes_nothing():
    batch = torch.rand(5, 1, 8, 8, generator=rng())

    torch.testing.assert_close(turned(batch, rng(), degrees=0, scale=0), batch)


def test_a_turned_picture_keeps_its_middle_and_moves_its_border():
    batch = torch.zeros(20, 1, 9, 9)
    batch[:, :, 4, 4] = 1
    batch[:, :, 4, 8] = 1
    made = turned(batch, rng(), degrees=30, scale=0)

    torch.testing.assert_close(made[:, 0, 4, 4], torch.ones(20))
    assert (made[:, 0, 4, 8] < 0.9).sum() > 10


@pytest.mark.parametrize("stopped_after", [1, 2, 3])  # the second cycle begins after 2
def test_training_that_was_stopped_goes_on_to_the_same_weights(
    tmp_path, monkeypatch, stopped_after
):
    recipe = replace(RECIPES["mnist"], cycles=(cycle(2), cycle(2)), batch_size=32)
    data = datasets.mnist("test").take(np.arange(256))
    whole = Training(recipe, data, tmp_path / "whole.pt").run()
    epoch, done = Training._epoch, []

    def stopped(self: Training, of: Cycle, title: str) -> float:
        if len(done) == stopped_after:
            raise KeyboardInterrupt
        done.append(title)
        return epoch(self, of, title)

    with monkeypatch.context() as patched:
        patched.setattr(Training, "_epoch", stopped)
        begun = Training(recipe, data, tmp_path / "stopped.pt")
        with pytest.raises(KeyboardInterrupt):
            begun.run()
    resumed = Training(recipe, data, tmp_path / "stopped.pt")

    assert resumed.epochs_done == stopped_after
    for one, other in zip(whole.parameters(), resumed.run().parameters(), strict=True):
        torch.testing.assert_close(one, other)


def test_each_cycle_has_its_pictures_and_begins_with_the_average_of_the_one_before(tmp_path):
    data = datasets.mnist("test").take(np.arange(64))
    seen: list[str] = []
    training: Training

    def first(batch: torch.Tensor, _: torch.Generator) -> torch.Tensor:
        seen.append("first")
        return batch

    def second(batch: torch.Tensor, _: torch.Generator) -> torch.Tensor:
        if "second" not in seen:
            average = training.average.module.state_dict()
            for name, value in training.network.state_dict().items():
                assert torch.equal(value, average[name])
        seen.append("second")
        rates.append(training.optimizer.param_groups[0]["lr"])
        return batch

    rates: list[float] = []
    recipe = replace(RECIPES["mnist"], cycles=(cycle(1, first), cycle(5, second)), batch_size=32)
    training = Training(recipe, data, tmp_path / "checkpoint.pt")
    training.run()

    assert seen == ["first"] * 2 + ["second"] * 10
    assert max(rates) == pytest.approx(recipe.learning_rate)
    assert rates[0] < rates[1] > rates[-1]


def test_training_makes_a_network_that_has_learned(tmp_path):
    (shipped,) = RECIPES["mnist"].cycles
    recipe = replace(RECIPES["mnist"], cycles=(replace(shipped, epochs=12),), batch_size=32)
    data = datasets.mnist("test").take(np.arange(355))  # as many as there are without the full set

    network = Training(recipe, data, tmp_path / "checkpoint.pt").run()

    assert accuracy(network, data) > 0.8
