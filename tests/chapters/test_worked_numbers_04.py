"""What chapter 04 says of judging, fingerprints and searches, computed by other means."""

import math

import numpy as np
import optuna
import pytest
import torch
from scipy import optimize, stats
from torch import nn

from benchmarks.tuning.objective import Chosen
from benchmarks.tuning.searches import WAYS
from seeing import datasets, measurements
from tests.support.chapters import ROOT, answered, code, prose, read

PATH = ROOT / "notebooks" / "04_tuning.md"
CHAPTER = read(PATH)
TEXT = prose(CHAPTER)
CODE = "\n".join(cell.source for cell in code(CHAPTER))


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


def ways() -> dict[str, dict[str, np.ndarray]]:
    return {
        row["settings"]["way"]: {k: np.array(v) for k, v in row["found"].items()}
        for row in measurements.tuning("five settings")
    }


def searches(rng: np.random.Generator, table: np.ndarray, count: int) -> np.ndarray:
    """The bests of 20,000 searches by chance; rows and columns at an edge come half as often."""
    weights = [np.ones(n) for n in table.shape]
    for one in weights:
        one[[0, -1]] = 0.5
    rows, columns = (rng.choice(len(one), (20_000, count), p=one / one.sum()) for one in weights)
    return table[rows, columns].min(axis=1)


def test_the_parts_of_the_digits_are_as_many_as_the_chapter_says(answers):
    count = sum(len(datasets.digits(part)) for part in ("train", "test"))
    parts = answers["split_indices"](count, 0.2, 0.2, np.random.default_rng(0))

    assert count == 1797
    assert [len(part) for part in parts] == [1079, 359, 359]
    assert "Of the 1797 digits that would be 1079, 359 and 359" in TEXT


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


def test_how_far_a_share_spreads_is_the_binomials():
    found = {n: stats.binom(n, 0.93).std() / n for n in (100, 10_000)}

    assert found[100] == pytest.approx(0.0255, abs=5e-5)
    assert found[10_000] == pytest.approx(0.0026, abs=5e-5)
    assert "10,000 of them judges to a quarter of a point" in TEXT


def test_the_first_losses_are_where_the_chapter_says():
    """Over ten other seeds, in float64, from scores by hand."""
    images = datasets.digits("train").images.reshape(-1, 64).astype(float)
    labels = datasets.digits("train").labels
    found: dict[int, list[float]] = {1: [], 16: [], 255: []}
    for seed in range(100, 110):
        torch.manual_seed(seed)
        first, second = nn.Linear(64, 32).double(), nn.Linear(32, 10).double()
        w, b, v, c = (p.detach().numpy() for one in (first, second) for p in one.parameters())
        for brightest, losses in found.items():
            scores = np.maximum(brightest * images @ w.T + b, 0) @ v.T + c
            logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
            losses.append(-logs[np.arange(len(labels)), labels].mean())

    assert math.log(10) == pytest.approx(2.303, abs=5e-4)
    assert all(abs(loss - 2.303) < 0.1 for loss in found[1])  # "near 2.3"
    assert all(loss > 2.5 for loss in found[16])
    assert all(20 < loss < 120 for loss in found[255])  # "several tens"


def first_sixteen() -> np.ndarray:
    digits = datasets.digits("train")
    return digits.labels[np.random.default_rng(2).permutation(len(digits))[:16]]


def test_where_pictures_say_nothing_the_loss_ends_at_the_entropy_of_the_labels():
    counts = np.unique(first_sixteen(), return_counts=True)[1]

    assert len(counts) == 6
    assert "The 16 labels are of six kinds" in TEXT
    assert stats.entropy(counts) == pytest.approx(1.733, abs=5e-4)


def test_a_softmax_of_probabilities_ends_at_the_floor_of_the_chapter():
    """Of ten numbers from 0 to 1, by SciPy, the ones that make the loss least."""

    def loss(x):
        return np.logaddexp.reduce(x) - x[0]

    found = optimize.minimize(loss, np.full(10, 0.5), bounds=[(0, 1)] * 10)

    assert found.fun == pytest.approx(1.461, abs=5e-4)


def test_each_fingerprint_is_what_the_chapter_says_with_other_seeds(answers):
    """Once more with three seeds, and a network that stands here."""
    digits = datasets.digits("train")
    order = np.random.default_rng(2).permutation(len(digits))[:16]
    x = torch.from_numpy(digits.images.reshape(-1, 64))[order]
    y = torch.from_numpy(digits.labels)[order]

    class Shuffled(nn.Module):
        def forward(self, images):
            return images[torch.randperm(len(images))]

    def last(net: list[nn.Module], images, labels, rate: float) -> float:
        return answers["overfit_tiny_set"](nn.Sequential(*net), images, labels, 201, rate)[200]

    for seed in (5, 6, 7):
        torch.manual_seed(seed)

        def net() -> list[nn.Module]:
            return [nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)]

        assert last(net(), x, y, 0.01) < 0.01
        assert last(net(), x, y.roll(1), 0.01) < 0.01
        assert 1.55 < last([Shuffled(), *net()], x, y, 0.01) < 1.95
        assert last(net(), 0 * x, y, 0.01) == pytest.approx(1.733, abs=0.01)
        assert last([*net(), nn.Softmax(dim=1)], x, y, 0.01) == pytest.approx(1.461, abs=0.05)
        first, second, third = net()
        assert 0.005 < last([first, second, nn.Dropout(0.5), third], x, y, 0.01) < 0.6
        assert 2 < last(net(), x, y, 1e-5) < 2.5
        assert last(net(), x, y, 1.0) > 0.1


def test_a_network_whose_relus_are_all_dead_ends_at_the_entropy_too(answers):
    digits = datasets.digits("train")
    order = np.random.default_rng(2).permutation(len(digits))[:16]
    x = torch.from_numpy(digits.images.reshape(-1, 64))[order]
    y = torch.from_numpy(digits.labels)[order]
    ends = []
    for seed in range(8):
        torch.manual_seed(seed)
        net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
        loss = answers["overfit_tiny_set"](net, x, y, 201, 1.0)[200]
        if net[:2](x).max() == 0:
            ends.append(loss)

    assert len(ends) >= 2
    assert ends == pytest.approx([1.733] * len(ends), abs=2e-3)


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


def rates_of(way: str) -> list[float]:
    """The rates that a way tries, in its order."""
    tried: list[float] = []

    def objective(chosen: Chosen) -> float:
        tried.append(chosen.rate)
        return 1.0

    WAYS[way](objective, 0)
    return tried


def test_what_is_said_of_five_settings_is_in_the_record():
    found = ways()
    least = {way: row["least loss"] for way, row in found.items()}

    assert least["grid of five"][:, 15].min() > 2  # "it has nothing"
    assert (rates_of("grid of five")[:16], rates_of("grid of five")[16:]) == (
        pytest.approx([0.001] * 16),
        pytest.approx([0.1] * 16),
    )
    assert set(rates_of("grid of two")[:8]) == set(sorted(set(rates_of("grid of two")))[:2])
    ends = {way: losses[:, 31] for way, losses in least.items()}
    assert abs(ends["grid of five"].mean() - ends["chance in five"].mean()) < 0.03
    for way in ("grid of five", "chance in five"):
        assert ends[way].mean() == pytest.approx(0.18, abs=0.01)
    for way in ("grid of two", "chance in two", "TPE in five"):
        assert ends[way].mean() == pytest.approx(0.13, abs=0.01)
    assert least["chance in two"][:, 7].mean() < ends["chance in five"].mean()
    tests = {way: row["test accuracy"] for way, row in found.items()}
    means = [one.mean() for one in tests.values()]
    assert max(means) - min(means) < 0.01
    assert max(means) - min(means) < 1.5 * max(one.std(ddof=1) for one in tests.values())


def test_what_is_said_of_tpe_is_in_the_record_and_in_optuna():
    ends = {way: row["least loss"][:, 31] for way, row in ways().items()}
    spreads = {way: one.std(ddof=1) for way, one in ends.items()}

    assert min(spreads, key=spreads.__getitem__) == "TPE in five"
    assert ends["TPE in five"].mean() == pytest.approx(0.125, abs=5e-4)
    assert abs(ends["TPE in five"].mean() - ends["grid of two"].mean()) < spreads["TPE in five"]
    for after, lead in ((8, -2.5), (32, 2.5)):  # Welch's t, with a mean of ten on each side
        chance, tpe = (
            ways()[way]["least loss"][:, after - 1] for way in ("chance in five", "TPE in five")
        )
        found = stats.ttest_ind(chance, tpe, equal_var=False)
        assert found.statistic == pytest.approx(lead, abs=0.05)

    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=4))
    by_chance = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=4))
    for one in (study, by_chance):
        one.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=12)
    xs, ys = ([trial.params["x"] for trial in one.trials] for one in (study, by_chance))
    assert xs[:10] == ys[:10]
    assert xs[10:] != ys[10:]


def test_optunas_tpe_fits_one_density_to_all_settings_together():
    def trials(**options) -> list[dict[str, float]]:
        study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=4, **options))
        study.optimize(lambda t: t.suggest_float("x", 0, 1) * t.suggest_float("y", 0, 1), 14)
        return [trial.params for trial in study.trials]

    assert int(optuna.__version__.split(".")[0]) >= 5
    assert trials() == trials(multivariate=True)
    assert trials() != trials(multivariate=False)


def test_sixty_runs_miss_the_best_twentieth_seldom():
    assert stats.binom(60, 0.05).pmf(0) == pytest.approx(0.046, abs=5e-4)


def test_what_is_said_of_luck_is_in_the_record():
    (row,) = measurements.tuning("luck")
    seen, fresh = (np.array(row["found"][k]) for k in ("accuracy", "fresh accuracy"))
    promised, kept = seen.max() - seen.mean(), fresh[seen.argmax()] - fresh.mean()

    assert len(seen) == 100
    assert seen.mean() == pytest.approx(0.915, abs=5e-4)
    assert seen.max() == pytest.approx(0.97)
    assert promised == pytest.approx(0.055, abs=1e-3)
    assert kept == pytest.approx(0.012, abs=1e-3)
    assert kept / promised == pytest.approx(0.2, abs=0.03)
    assert stats.pearsonr(seen, fresh).pvalue < 0.001
    tens, fresh_tens = seen.reshape(10, 10), fresh.reshape(10, 10)
    picked = [fresh_tens[i, row.argmax()] for i, row in enumerate(tens)]
    assert tens.max(axis=1).mean() - seen.mean() == pytest.approx(0.035, abs=1e-3)
    assert np.mean(picked) - fresh.mean() == pytest.approx(0.013, abs=5e-4)
    line = stats.linregress(seen, fresh)
    assert line.slope == pytest.approx(0.43, abs=0.005)
    assert 5 * line.stderr < line.slope


def test_what_is_said_of_pairs_is_in_the_record():
    found = {r["settings"]["shared"]: np.array(r["found"]["difference"])
             for r in measurements.tuning("pairs")}  # fmt: skip
    deviations = {shared: gaps.std(ddof=1) for shared, gaps in found.items()}
    needed = {k: (2 * d / 0.0056) ** 2 for k, d in deviations.items()}

    assert [round(d, 3) for d in deviations.values()] == [0.027, 0.035, 0.042]
    assert stats.levene(found["split and seed"], found["split"]).pvalue < 0.01
    assert stats.levene(found["split"], found["nothing"]).pvalue < 0.05
    assert np.mean([*found.values()]) == pytest.approx(0.0056, abs=5e-5)
    error = stats.sem(np.concatenate([*found.values()]))
    assert error / 0.0056 == pytest.approx(0.25, abs=0.02)  # "known to a quarter only"
    assert needed["split and seed"] == pytest.approx(95, abs=1)
    assert needed["nothing"] > 2 * needed["split and seed"]


def test_the_lectures_rates_are_off_by_as_much_as_the_chapter_prints():
    def at(rule: str, rate: float) -> float:
        wanted = {"pixels": "as they are", "rule": rule, "rate": rate}
        (row,) = (r for r in measurements.training("rates") if r["settings"] == wanted)
        return float(np.mean(row["found"]["test accuracy"]))

    assert at("Adam", 3e-4) < 0.6 < 0.95 < at("Adam", 0.03)
    assert at("momentum", 1e-4) < 0.2 < 0.95 < at("momentum", 0.1)


def test_every_recorded_table_is_read_and_none_is_typed_in():
    for experiment in ("five settings", "luck", "pairs"):
        assert f'measurements.tuning("{experiment}")' in CODE
    assert CODE.count("measurements.landscape(") == 2
