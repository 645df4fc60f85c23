"""What chapter 03 says of steps, starts and remedies, computed by other means than its own."""

import math

import numpy as np
import pytest
import torch
from scipy.signal import lfilter
from torch import nn
from torch.nn import functional

from benchmarks.training.fit import digits, mlp
from seeing import datasets, measurements
from tests.support.chapters import ROOT, answered, code, prose, read

PATH = ROOT / "notebooks" / "03_training_that_works.md"
CHAPTER = read(PATH)
TEXT = prose(CHAPTER)
CODE = "\n".join(cell.source for cell in code(CHAPTER))
STEEPNESS = torch.tensor([1.0, 25.0], dtype=torch.float64)


def heights(count: int, turned: bool = False, kind=torch.optim.SGD, **settings) -> np.ndarray:
    """Let torch walk down the valley from (5, 1)."""
    turn = torch.eye(2, dtype=torch.float64)
    if turned:
        turn = torch.tensor([[1.0, -1], [1, 1]], dtype=torch.float64) / math.sqrt(2)
    place = (turn.T @ torch.tensor([5.0, 1.0], dtype=torch.float64)).requires_grad_()
    optimizer, found = kind([place], **settings), []
    for _ in range(count + 1):
        optimizer.zero_grad()
        height = (STEEPNESS * (turn @ place) ** 2).sum() / 2
        found.append(height.item())
        height.backward()
        optimizer.step()
    return np.array(found)


def steps_to_stay(found: np.ndarray) -> int:
    return int(np.flatnonzero(found > found[0] / 1000).max(initial=-1)) + 1


def on_record(experiment: str, what: str, **wanted) -> np.ndarray:
    (row,) = (
        r for r in measurements.training(experiment) if wanted.items() <= r["settings"].items()
    )
    return np.array(row["found"][what])


def best(experiment: str, **wanted) -> tuple[float, np.ndarray]:
    """Return the rate with the least validation loss, and the test accuracies there."""
    rows = [r for r in measurements.training(experiment) if wanted.items() <= r["settings"].items()]
    row = min(rows, key=lambda r: np.nan_to_num(np.mean(r["found"]["loss"]), nan=np.inf))
    return row["settings"]["rate"], np.array(row["found"]["test accuracy"])


def test_the_valleys_losses_are_as_the_chapter_says():
    level = heights(200, lr=0.08)

    assert level[-1] == pytest.approx(12.5, rel=1e-6)
    assert "Its share of the loss, 12.5, stays" in TEXT
    assert heights(200, lr=0.082)[-1] > 1e6
    assert steps_to_stay(heights(200, lr=1 / 13)) == 44
    assert "it takes 44 steps to a thousandth of the loss" in TEXT
    early, late = heights(60, lr=0.04), heights(60, lr=1 / 13)
    assert early[3] < late[3]
    assert early[60] > late[60]


def test_no_constant_rate_does_much_better_than_a_thirteenth():
    found = [steps_to_stay(heights(120, lr=eta)) for eta in np.linspace(0.04, 0.0799, 80)]

    assert min(found) == steps_to_stay(heights(120, lr=0.075)) == 40


def test_momentum_takes_as_many_steps_as_the_chapter_prints():
    by_theory = heights(400, lr=1 / 9, momentum=4 / 9)

    assert steps_to_stay(by_theory) == 16
    assert by_theory[:4].round().tolist() == [25, 49, 53, 44]
    assert "the loss goes 25, 49, 53, 44" in TEXT
    assert "at its goal after 16 steps" in TEXT
    assert steps_to_stay(heights(400, lr=0.09, momentum=0.54)) == 11
    usual = min(
        steps_to_stay(heights(150, lr=eta, momentum=0.9)) for eta in np.linspace(0.002, 0.1, 99)
    )
    assert usual > 44


def test_the_limit_with_momentum_is_where_the_chapter_says():
    limit = 2 * (1 + 4 / 9) / 25

    assert heights(400, lr=0.99 * limit, momentum=4 / 9)[-1] < 1
    assert heights(400, lr=1.01 * limit, momentum=4 / 9)[-1] > 100


def test_the_condition_numbers_at_which_momentum_wins_and_is_best():
    factor = math.sqrt(0.9)
    wins = (1 + factor) / (1 - factor)  # plain descent's (κ - 1) / (κ + 1) is the factor there

    assert round(wins) == 38
    assert round(wins**2, -1) == 1440
    assert "from about 40 on it wins, and near 1400" in TEXT
    assert (round(factor, 3), round(12 / 13, 3)) == (0.949, 0.923)


def test_the_miniature_of_momentum_is_torchs():
    w = torch.zeros(1, requires_grad=True)
    optimizer, seen = torch.optim.SGD([w], lr=0.1, momentum=0.5), []
    for _ in range(2):
        w.grad = torch.ones(1)
        optimizer.step()
        seen.append(round(w.item(), 6))

    assert seen == [-0.1, -0.25]
    assert "$v = 1$ and $w = -0.1$; then $v = 1.5$ and $w = -0.25$" in TEXT


def test_the_miniature_of_adam_is_torchs():
    w = torch.zeros(1, requires_grad=True, dtype=torch.float64)
    optimizer, seen = torch.optim.Adam([w], lr=0.1, betas=(0.5, 0.75), eps=0), []
    for slope in (3.0, 4.0):
        w.grad = torch.tensor([slope], dtype=torch.float64)
        optimizer.step()
        seen.append(round(w.item(), 4))

    assert seen == [-0.1, -0.2017]
    assert "corrected 3.667 and 13, and $w = -0.2017$" in TEXT


def test_adams_first_step_is_the_rate_and_without_the_correction_three_times_that():
    moved = []
    for slope in (0.001, 1000.0):
        w = torch.zeros(1, requires_grad=True, dtype=torch.float64)
        w.grad = torch.tensor([slope], dtype=torch.float64)
        torch.optim.Adam([w], lr=0.1).step()
        moved.append(-w.item())

    assert np.allclose(moved, 0.1, rtol=1e-4)
    assert round(0.1 / math.sqrt(0.001), 2) == 3.16
    assert "so the step is 3.16 $\\eta$" in TEXT


def test_turned_adam_takes_far_longer_at_its_old_rate_and_not_at_a_rate_of_its_own():
    grid = np.geomspace(0.02, 1, 60)

    def least(turned: bool) -> tuple[int, float]:
        tried = {eta: steps_to_stay(heights(200, turned, torch.optim.Adam, lr=eta)) for eta in grid}
        eta = min(tried, key=tried.__getitem__)
        return tried[eta], eta

    (straight, eta), (turned, _) = least(turned=False), least(turned=True)
    assert steps_to_stay(heights(400, True, torch.optim.Adam, lr=eta)) > 1.4 * straight
    assert abs(turned - straight) < 0.2 * straight
    assert straight > 44  # plain descent's, at 1/13
    plain = [steps_to_stay(heights(400, turn, lr=1 / 13)) for turn in (False, True)]
    assert plain[0] == plain[1]


@pytest.mark.parametrize("eta", [0.5, 0.05])
def test_the_cloud_has_the_deviation_of_the_formula(eta: float):
    noise = np.random.default_rng(1).standard_normal(400_000)
    places = lfilter([-eta], [1, eta - 1], noise)  # w ← (1 − η) w − η ξ

    assert places[1000:].std() == pytest.approx(math.sqrt(eta / (2 - eta)), rel=0.03)


def test_the_sizes_of_first_weights_are_as_the_chapter_says():
    kept = functional.relu(torch.randn(1_000_000, generator=torch.Generator().manual_seed(0)))

    assert kept.square().mean().item() == pytest.approx(0.5, rel=0.01)
    assert [math.sqrt(2 / n) for n in (8, 50)] == pytest.approx([0.5, 0.2])
    factor = math.sqrt(32) * 0.1
    assert round(factor, 3) == 0.566
    assert round(factor**9, 3) == 0.006
    assert round(0.283 * factor**9, 4) == 0.0017
    assert 165 < 1 / factor**9 < 175
    assert nn.Conv2d(8, 16, 3).weight.shape == (16, 8, 3, 3)
    assert nn.Conv2d(8, 16, 3).weight[0].numel() == 72
    deviation = nn.Linear(300, 2000).weight.std().item()
    assert deviation == pytest.approx(1 / math.sqrt(3 * 300), rel=0.01)


def test_values_and_gradients_are_as_large_as_they_are_described():
    def sizes(what: str, kind: str, sigma: str) -> np.ndarray:
        return on_record("signals", what, activation=kind, σ=sigma).mean(axis=0)

    assert sizes("values", "ReLU", "0.01")[9] < 1e-11
    assert 1e-3 < sizes("values", "ReLU", "0.1")[9] < 1e-2
    assert 1e7 < sizes("values", "ReLU", "1")[9] < 1e8
    assert sizes("values", "ReLU", "0.1")[0] == pytest.approx(0.28, abs=0.01)
    assert np.allclose(sizes("values", "ReLU", "√(2/n)"), 0.5, atol=0.1)
    assert np.allclose(sizes("values", "sigmoid", "√(1/n)"), 0.5, atol=0.1)
    for sigma in ("0.01", "0.1", "√(2/n)"):
        gradients = sizes("gradients", "ReLU", sigma)
        assert max(gradients) < 10 * min(gradients)
    falling = sizes("gradients", "sigmoid", "√(1/n)")
    assert 5e4 < falling[9] / falling[0] < 5e5
    wide = sizes("gradients", "sigmoid", "1")
    assert round(wide[9] / wide[0]) == 8
    spread = sizes("spread", "sigmoid", "√(1/n)")
    assert spread[9] < 1e-4 * spread[0]


def test_the_miniature_of_batch_norm_is_torchs():
    mean, var = torch.zeros(1), torch.ones(1)
    x = torch.tensor([[1.0], [3.0], [5.0], [7.0]])
    out = functional.batch_norm(x, mean, var, training=True, momentum=0.1)

    assert out.ravel().numpy().round(3).tolist() == pytest.approx([-1.342, -0.447, 0.447, 1.342])
    assert (round(mean.item(), 3), round(var.item(), 3)) == (0.4, 1.567)
    assert "become −1.342, −0.447, 0.447 and 1.342" in TEXT


def test_a_batch_of_two_leaves_signs_alone():
    x = torch.randn(2, 32, generator=torch.Generator().manual_seed(0))
    out = functional.batch_norm(x, None, None, training=True, eps=1e-12)

    assert torch.allclose(out.abs(), torch.ones(2, 32), atol=1e-3)


def test_a_batch_of_two_gives_most_units_almost_no_gradient_and_some_an_enormous_one():
    def sizes(batch: int) -> np.ndarray:
        torch.manual_seed(0)
        network, split, found = mlp([32, 32], batch_norm=True), digits(), []
        for first in range(0, 400, batch):
            some = slice(first, first + batch)
            network.zero_grad()
            functional.cross_entropy(network(split.x[some]), split.y[some]).backward()
            found.append(network[0].weight.grad.norm(dim=1).numpy().copy())
        return np.array(found)

    two, four = sizes(2), sizes(4)
    assert np.median(two) < 0.001 * np.median(four)
    assert two.max() > 10 * four.max()


def test_relu_and_tanh_about_keep_the_gradients_at_the_gains_that_keep_the_values():
    images = torch.from_numpy(datasets.digits("test").images[:64]).reshape(64, 64)
    labels = torch.from_numpy(datasets.digits("test").labels[:64])
    standardized = (images - images.mean()) / images.std()

    for kind, gain in ((nn.ReLU, 2**0.5), (nn.Tanh, 1.2)):
        firsts, lasts = [], []
        for seed in range(10):
            torch.manual_seed(seed)
            network = mlp([64] * 10, kind, gain / 8)
            functional.cross_entropy(network(standardized), labels).backward()
            weights = [layer.weight for layer in network if isinstance(layer, nn.Linear)]
            firsts.append(weights[0].grad.norm().item())
            lasts.append(weights[9].grad.norm().item())
        assert 0.5 < np.mean(firsts) / np.mean(lasts) < 2


def test_the_large_network_has_seventy_times_as_many_parameters_as_images():
    net = nn.Sequential(nn.Linear(64, 256), nn.Linear(256, 256), nn.Linear(256, 10))

    assert sum(p.numel() for p in net.parameters()) // 1200 == 70
    assert "seventy times as many parameters as there are images" in TEXT


def test_one_step_of_decay_is_as_the_chapter_says():
    found = {}
    for kind in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW):
        for decay in (0.01, 2.0):
            w = torch.ones(1, requires_grad=True)
            w.grad = torch.zeros(1)
            kind([w], lr=0.1, weight_decay=decay).step()
            found[kind.__name__, decay] = round(w.item(), 3)

    assert (found["SGD", 0.01], found["SGD", 2.0]) == (0.999, 0.8)
    assert (found["Adam", 0.01], found["Adam", 2.0]) == (0.9, 0.9)
    assert (found["AdamW", 0.01], found["AdamW", 2.0]) == (0.999, 0.8)


def test_three_pixels_never_change_and_the_digits_touch_the_upper_and_the_lower_edge():
    split = digits()

    assert (split.x.std(dim=0) == 0).sum() == 3
    ink = split.x_test.reshape(-1, 8, 8).mean(dim=0)
    assert min(ink[0].max(), ink[-1].max()) > 0.7
    assert max(ink[:, 0].max(), ink[:, -1].max()) < 0.05


def test_the_error_of_a_share_of_the_test_images_is_as_the_chapter_says():
    assert round(100 / 355, 1) == 0.3
    assert round(100 * math.sqrt(0.95 * 0.05 / 355), 1) == 1.2


def test_the_students_rules_train_as_torchs_do():
    """The three rules on one batch after another: each step equals that of torch's optimizer."""
    names = answered(PATH)
    rng = np.random.default_rng(0)
    w = rng.normal(size=(3, 2))
    ours, theirs = w, torch.tensor(w, requires_grad=True)
    optimizer = torch.optim.Adam([theirs], lr=0.01)
    m = v = np.zeros_like(w)
    for t in range(1, 20):
        g = rng.normal(size=w.shape)
        theirs.grad = torch.tensor(g)
        optimizer.step()
        ours, m, v = names["adam_step"](ours, m, v, g, t, 0.01)

    assert np.allclose(ours, theirs.detach().numpy(), atol=1e-12)


RULES = ("SGD", "momentum", "RMSprop", "Adam")


def test_what_is_said_of_the_rules_is_on_record():
    plain = {rule: best("rates", pixels="as they are", rule=rule) for rule in RULES}

    assert (plain["SGD"][0], plain["RMSprop"][0]) == (1, 0.01)
    assert plain["Adam"][0] == 0.03
    assert all(0.955 < found.mean() < 0.97 for _, found in plain.values())
    at = {"pixels": "as they are"}
    assert round(on_record("rates", "test accuracy", rule="SGD", rate=0.1, **at).mean(), 2) == 0.94
    assert round(on_record("rates", "test accuracy", rule="Adam", rate=0.3, **at).mean(), 2) == 0.36
    for rate in (2, 3):
        above = on_record("rates above 1", "test accuracy", rate=rate, **at)
        assert above.mean() == pytest.approx(0.1, abs=0.01)
    ill = {rule: best("rates", pixels="ill-scaled", rule=rule)[1].mean() for rule in RULES}
    lost = {rule: plain[rule][1].mean() - ill[rule] for rule in RULES}
    assert all(0.01 < lost[rule] < 0.025 for rule in ("RMSprop", "Adam"))
    assert all(0.05 < lost[rule] < 0.095 for rule in ("SGD", "momentum"))
    kind = "ill-scaled, divided by their deviations"
    assert all(best("rates", pixels=kind, rule=rule)[1].mean() >= 0.95 for rule in RULES)


def test_what_is_said_of_schedules_is_on_record():
    falls = {
        kind: on_record("schedules", "training loss", schedule=kind).mean(axis=0)
        for kind in ("0.3", "0.3, a tenth from epoch 9", "0.3, cosine to 0", "0.03")
    }
    cut = falls["0.3, a tenth from epoch 9"]
    assert [round(cut[i], 2) for i in (7, 8)] == [1.46, 1.30]
    assert falls["0.03"][-1] > max(cut[-1], falls["0.3, cosine to 0"][-1]) + 0.05
    tests = {kind: on_record("schedules", "test accuracy", schedule=kind).mean() for kind in falls}
    assert tests["0.03"] == max(tests.values())
    clean = [
        on_record("schedules without noise", "test accuracy", schedule=kind).mean()
        for kind in ("0.3", "a tenth from epoch 14")
    ]
    assert [round(one, 3) for one in clean] == [0.971, 0.972]


def test_what_is_said_of_starts_is_on_record():
    def at(start: str, layers: int) -> float:
        return best("starts", start=start, layers=layers)[1].mean()

    assert at("sigmoid, Glorot", 2) > 0.95
    rows = [r for r in measurements.training("starts") if r["settings"]["layers"] == 5]
    sigmoids = [r for r in rows if r["settings"]["start"] == "sigmoid, Glorot"]
    assert all(np.mean(r["found"]["test accuracy"]) < 0.11 for r in sigmoids)
    assert all(abs(at("tanh, Glorot", n) - at("ReLU, Kaiming", n)) < 0.02 for n in (2, 5))
    assert all(at("tanh, Glorot", n) > at("ReLU, Kaiming", n) + 0.04 for n in (10, 20))
    assert at("ReLU, σ = 0.1", 10) < 0.11


def test_what_is_said_of_batch_normalization_is_on_record():
    def at(layers: int, has: bool, start: str = "Kaiming") -> float:
        return best("batch norm", start=start, layers=layers, **{"with": has})[1].mean()

    assert [round(at(10, has), 2) for has in (False, True)] == [0.89, 0.96]
    assert round(at(20, True), 2) == 0.77
    assert 0.005 < at(2, True) - at(2, False) < 0.015
    assert at(10, True, "σ = 0.01") == pytest.approx(0.9, abs=0.006)


def test_what_is_said_of_small_batches_is_on_record():
    def at(batch: int, has: bool, rate: float = 0.03, mode: str = "in evaluation") -> float:
        settings = {"batch": batch, "with": has, "rate": rate}
        return on_record("batch norm by batch", mode, **settings).mean()

    assert max(at(2, has) for has in (False, True)) < 0.4
    assert round(at(2, False, 0.003), 2) == 0.95
    assert all(0.4 < at(2, True, rate) < 0.6 for rate in (0.003, 0.0003))
    assert all(at(batch, has) > 0.7 for batch in (4, 8, 16, 64) for has in (False, True))
    assert at(4, True) > 0.9
    assert at(4, True) - at(4, True, mode="in training mode") > 0.03
    assert abs(at(8, True) - at(8, True, mode="in training mode")) < 0.01


def test_what_is_said_of_the_remedies_is_on_record():
    def at(what: str, remedy: str) -> float:
        return on_record("remedies", what, remedy=remedy).mean()

    learnt = [at("wrong labels learnt", r) for r in ("nothing", "dropout 0.5", "weight decay 1")]
    assert [round(one, 2) for one in learnt] == [0.89, 0.08, 0.20]
    ends = [at("at the end", r) for r in ("nothing", "dropout 0.5", "weight decay 1")]
    assert [round(one, 2) for one in ends] == [0.81, 0.96, 0.92]
    assert round(at("at the least validation loss", "nothing"), 2) == 0.91
    epochs = on_record("remedies", "epoch of the least validation loss", remedy="nothing")
    assert epochs.min() > 14
    assert epochs.max() == 36
    for images, sign in ((100, 1), (300, -1)):
        plain, dropped = (
            {
                what: on_record("dropout without noise", what, images=images, remedy=remedy).mean()
                for what in ("at the end", "test loss")
            }
            for remedy in ("nothing", "dropout 0.5")
        )
        assert abs(plain["at the end"] - dropped["at the end"]) < 0.005
        assert sign * (dropped["test loss"] - plain["test loss"]) > 0


@pytest.mark.parametrize(
    ("images", "numbers"),
    [(200, [0.935, 0.442, 0.878, 0.813]), (1200, [0.975, 0.475, 0.957, 0.959])],
)
def test_what_is_said_of_augmentation_is_on_record(images: int, numbers: list[float]):
    found = [
        on_record("augmentation", what, images=images, shifts=shifts).mean()
        for shifts in (False, True)
        for what in ("test accuracy", "moved by one")
    ]

    assert [round(one, 3) for one in found] == numbers
