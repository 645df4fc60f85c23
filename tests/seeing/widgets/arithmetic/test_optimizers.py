"""The rules and surfaces in JavaScript are those of torch.optim and of torch's gradients."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from scipy import optimize

from seeing.widgets.training.optimizer_race.optimizer_race import STARTS
from tests.support.node import run

MODULE = "arithmetic/optimizers.js"
ROOT_HALF = 0.5**0.5
# Each surface once more, in torch.
LOSSES: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "valley": lambda w: (w[0] ** 2 + 25 * w[1] ** 2) / 2,
    "turned": lambda w: ((w[0] + w[1]) ** 2 + 25 * (w[1] - w[0]) ** 2) / 4,
    "bent": lambda w: (1 - w[0]) ** 2 + 20 * (w[1] - w[0] ** 2) ** 2,
    "wells": lambda w: (w[0] ** 2 - 4) ** 2 / 8 + w[0] / 2 + 2 * w[1] ** 2,
}
OPTIMIZERS: dict[str, Callable[[list[torch.Tensor], float, float], torch.optim.Optimizer]] = {
    "plain": lambda w, rate, _: torch.optim.SGD(w, lr=rate),
    "momentum": lambda w, rate, share: torch.optim.SGD(w, lr=rate, momentum=share),
    "rmsprop": lambda w, rate, _: torch.optim.RMSprop(w, lr=rate),
    "adam": lambda w, rate, _: torch.optim.Adam(w, lr=rate),
}


def walk(surface: str, rule: str, rate: float, share: float, start: list[float], n: int) -> dict:
    given = {"surface": surface, "rule": rule, "settings": {"rate": rate, "momentum": share}}
    body = "return m.walk(a.surface, a.rule, a.settings, a.start, a.count);"
    return run(MODULE, body, given | {"start": start, "count": n})


def needed(surface: str, rule: str, rate: float, share: float = 0.0) -> int | None:
    losses = walk(surface, rule, rate, share, STARTS[surface], 1000)["losses"]
    found: int | None = run(MODULE, "return m.stepsToStay(a, 1e-3, 1000);", losses)
    return found


@pytest.mark.parametrize("surface", LOSSES)
@pytest.mark.parametrize(
    ("rule", "rate"), [("plain", 0.01), ("momentum", 0.004), ("rmsprop", 0.03), ("adam", 0.1)]
)
def test_50_steps_are_those_of_torch_to_1e_9(surface: str, rule: str, rate: float):
    found = walk(surface, rule, rate, 0.8, STARTS[surface], 50)

    weights = torch.tensor(STARTS[surface], dtype=torch.float64, requires_grad=True)
    optimizer = OPTIMIZERS[rule]([weights], rate, 0.8)
    path, losses = [weights.tolist()], []
    for _ in range(50):
        optimizer.zero_grad()
        loss = LOSSES[surface](weights)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
        path.append(weights.tolist())
    np.testing.assert_allclose(found["path"], path, atol=1e-9, rtol=0)
    above = np.array(losses) - losses[0] + found["losses"][0]
    np.testing.assert_allclose(found["losses"][:50], above, atol=1e-9, rtol=1e-9)


@pytest.mark.parametrize("surface", LOSSES)
def test_the_lowest_loss_is_0(surface: str):
    """Above the floor, which SciPy finds from many starts."""
    floor = run(MODULE, "return m.SURFACES[a].floor;", surface)

    tried = [
        optimize.minimize(lambda w: LOSSES[surface](torch.tensor(w)).item(), start, tol=1e-14).fun
        for start in np.random.default_rng(0).uniform(-3, 3, (8, 2))
    ]
    assert min(tried) == pytest.approx(floor, abs=1e-9)


def test_each_surface_begins_where_the_widget_does():
    found = run(
        MODULE,
        "return Object.fromEntries(Object.entries(m.SURFACES).map(([k, s]) => [k, s.start]));",
    )

    assert found.keys() == STARTS.keys()
    for surface, start in found.items():
        assert start == pytest.approx(STARTS[surface], abs=1e-12)


def test_adams_first_steps_are_those_by_hand():
    """The corrected means of two gradients; by Kingma and Ba's formulas in fractions."""
    first, second = walk("valley", "adam", 0.1, 0, [5, 1], 2)["steps"]

    assert first["memory"]["mean"] == pytest.approx(first["g"])
    assert first["move"] == pytest.approx([-0.1, -0.1], abs=1e-8)
    mean = [(0.09 * a + 0.1 * b) / 0.19 for a, b in zip(first["g"], second["g"], strict=True)]
    assert second["memory"]["mean"] == pytest.approx(mean)


def test_the_noise_is_normal_with_deviation_2_and_the_same_for_every_rule():
    body = """const rates = { rate: 1e-9, momentum: 0 };
    return ["plain", "adam"].map((rule) =>
        m.walk("noisy", rule, rates, [0, 0], 4000).steps.map(({ g }) => g));"""
    plain, adam = (np.array(one) for one in run(MODULE, body))

    assert np.abs(plain - adam).max() < 1e-3
    assert plain.std() == pytest.approx(2, abs=0.1)
    assert plain.mean() == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(
    ("rule", "rate", "share", "steps"),
    # By the closed form: the error of plain descent shrinks by 12/13 a step.
    [("plain", 1 / 13, 0, 44), ("momentum", 1 / 9, 4 / 9, 16), ("plain", 0.08, 0, None)],
)
def test_the_steps_to_stay_below_a_thousandth_are_counted(rule, rate, share, steps):
    assert needed("valley", rule, rate, share) == steps


def test_a_loss_that_rises_again_counts_from_the_last_time():
    given = "return m.stepsToStay([10, 0.001, 5, 0.009, 0.001], 1e-3, 4);"

    assert run(MODULE, given) == 3


def test_a_walk_that_explodes_ends_and_needs_no_number_of_steps():
    found = walk("valley", "plain", 1.0, 0, [5, 1], 1000)

    assert len(found["path"]) < 20
    assert needed("valley", "plain", 1.0) is None


def test_no_rate_brings_plain_descent_there_in_fewer_than_40_steps():
    """What the task says: of 8,000 rates up to the one that diverges, 0.08."""
    body = """const counts = [];
    for (let i = 1; i <= 8000; i += 1) {
        const { losses } = m.walk("valley", "plain", { rate: i * 1e-5 }, [5, 1], 1000);
        counts.push(m.stepsToStay(losses, 1e-3, 1000) ?? 1000);
    }
    return counts;"""

    assert min(run(MODULE, body)) == 40
