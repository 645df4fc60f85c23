"""What chapter 04 says of searching rate and decay, computed by other means."""

import numpy as np
import pytest
from scipy import stats

from seeing import measurements
from tests.support.chapters import ROOT, answered, code, prose, read

PATH = ROOT / "notebooks" / "04_tuning.md"
CHAPTER = read(PATH)
TEXT = prose(CHAPTER)


@pytest.fixture(scope="module")
def answers() -> dict:
    return answered(PATH)


def started_names() -> dict:
    """What the chapter's cells define that train its network."""
    names: dict = {}
    wanted = ("digits = ", "def started", "def validated")
    exec("import numpy as np\nimport torch\nfrom torch import nn", names)
    exec("from torch.nn import functional as F\nfrom seeing import datasets", names)
    for cell in code(CHAPTER):
        if cell.source.startswith(wanted):
            exec(cell.source, names)
    return names


def landscape(labels: str) -> np.ndarray:
    """The losses by seed, decay and rate, (3, 13, 25); what diverged counts as 5."""
    rows = [r for r in measurements.tuning("landscape") if r["settings"]["labels"] == labels]
    losses = np.array([row["found"]["loss"] for row in rows], dtype=float)
    return np.where(losses < 5, losses, 5).swapaxes(0, 1)  # a comparison with NaN is False


def searches(rng: np.random.Generator, table: np.ndarray, count: int) -> np.ndarray:
    """The bests of 20,000 searches by chance; rows and columns at an edge come half as often."""
    weights = [np.ones(n) for n in table.shape]
    for one in weights:
        one[[0, -1]] = 0.5
    rows, columns = (rng.choice(len(one), (20_000, count), p=one / one.sum()) for one in weights)
    return table[rows, columns].min(axis=1)


def test_the_window_walks_as_the_chapter_says(answers):
    """Which rounds halved the window, from the cell itself."""
    names, widths = started_names(), []

    def refined(low, high, best):
        found = answers["refine_window"](low, high, best)
        widths.append(np.log10(found[1] / found[0]) / np.log10(high / low))
        return found

    names |= answers | {"refine_window": refined}
    (walk,) = (cell for cell in code(CHAPTER) if "for turn in range(6)" in cell.source)
    exec(walk.source, names)

    # It walks, halves twice, walks twice more; the last round would halve again.
    assert widths == pytest.approx([1, 0.5, 0.5, 1, 1, 0.5])


def test_how_even_draws_and_draws_by_factors_fall():
    even, by_factors = stats.uniform(1e-4, 1 - 1e-4), stats.loguniform(1e-4, 1)

    assert even.cdf(0.01) == pytest.approx(0.01, abs=2e-4)
    assert even.median() == pytest.approx(0.5, abs=1e-3)
    assert by_factors.cdf(0.01) == pytest.approx(0.5)
    assert by_factors.median() == pytest.approx(0.01)


def test_a_run_of_the_chapter_is_one_of_the_record():
    """The chapter's network, trained here, is within the spread of what was measured."""
    names = started_names()
    found = [names["validated"](0.1, seed=seed) for seed in range(3)]

    recorded = landscape("right")[:, 5, 18]  # decay 1.2e-4, rate 0.1
    assert abs(np.mean(found) - recorded.mean()) < 3 * recorded.std(ddof=1)


def shares(labels: str, within: float) -> tuple[int, float, float]:
    """How many rates come within a multiple of the least loss; what rate and decay explain there.

    By sums of squares, as an analysis of variance of two factors has them.
    """
    losses = landscape(labels).mean(axis=0)
    logs = np.log(losses[:, losses.min(axis=0) < within * losses.min()])
    off = logs - logs.mean()
    by_rate = len(logs) * (off.mean(axis=0) ** 2).sum()
    by_decay = logs.shape[1] * (off.mean(axis=1) ** 2).sum()
    return logs.shape[1], by_rate / (off**2).sum(), by_decay / (off**2).sum()


def test_over_the_window_the_rate_matters_and_among_the_best_rates_the_decay():
    for labels, rates in (("right", 0.86), ("wrong", 0.85)):
        assert shares(labels, 1e9) == (
            25,
            pytest.approx(rates, abs=0.005),
            pytest.approx(0.07, abs=0.005),
        )
    count, rate, decay = shares("right", 2)
    assert count == 6
    assert "Among the six rates" in TEXT
    assert rate < 0.1 < 0.9 < decay
    assert shares("wrong", 2)[2] > 2 * shares("wrong", 2)[1]  # "decay is still ahead"


def test_wrong_labels_move_the_best_rate_and_no_decay_helps_beyond_the_seeds():
    right, wrong = (landscape(labels) for labels in ("right", "wrong"))
    best_right, best_wrong = (
        int(table.mean(axis=0).min(axis=0).argmin()) for table in (right, wrong)
    )
    gains = wrong[:, :1, best_wrong] - wrong[:, :, best_wrong]  # against the least decay

    assert measurements.RATES[best_right] == pytest.approx(0.15, abs=0.005)
    assert measurements.RATES[best_wrong] == pytest.approx(0.07, abs=0.005)
    assert wrong.mean(axis=0).min() / right.mean(axis=0).min() == pytest.approx(5.7, abs=0.1)
    assert (gains.mean(axis=0)[1:] < gains.std(axis=0, ddof=1)[1:]).all()


def test_with_two_settings_grid_and_chance_are_alike():
    """What the chapter prints and says, with draws of another kind."""
    table, rng = landscape("right").mean(axis=0), np.random.default_rng(5)
    for side in (2, 3, 4, 5):
        chance = searches(rng, table, side**2)
        places = (np.arange(side)[:, None, None] + rng.random((1, 2, 20_000))) / side
        columns, rows = np.rint(24 * places[:, 0]).astype(int), np.rint(12 * places[:, 1])
        grid = table[rows.astype(int)[None], columns[:, None]].min(axis=(0, 1))
        low, high = np.quantile(chance, [0.1, 0.9])

        assert np.median(chance) <= np.median(grid) + 0.005
        assert abs(chance.mean() - grid.mean()) < (high - low) / 2
        assert abs(np.median(chance) - np.median(grid)) < (high - low) / 2
        if side == 2:
            assert grid.mean() < chance.mean()


def test_nine_runs_in_the_wrong_units_find_less():
    table, rng = landscape("right").mean(axis=0), np.random.default_rng(9)
    places = []
    for (low, high), count in (((1e-6, 0.1), 13), ((1e-4, 1), 25)):
        logs = np.log(rng.uniform(low, high, (20_000, 9)) / low)
        places.append(np.rint((count - 1) * logs / np.log(high / low)).astype(int))
    evenly = table[places[0], places[1]].min(axis=1).mean()

    assert evenly == pytest.approx(0.55, abs=0.02)
    assert searches(rng, table, 9).mean() == pytest.approx(0.20, abs=0.01)
    assert "find 0.55 on average, by factors 0.20" in TEXT


@pytest.mark.parametrize(
    ("side", "ends", "beats"),
    [(3, False, (0.80, 0.87)), (3, True, (0, 0.05)), (4, False, (0, 0.15))],
)
def test_where_a_grid_stands_decides(side: int, ends: bool, beats: tuple[float, float]):
    table = landscape("right").mean(axis=0)
    shares = np.linspace(0, 1, side) if ends else (np.arange(side) + 0.5) / side
    rows, columns = (np.rint((n - 1) * shares).astype(int) for n in table.shape)
    chance = searches(np.random.default_rng(8), table, side**2)

    low, high = beats
    assert low <= (chance > table[np.ix_(rows, columns)].min()).mean() <= high
