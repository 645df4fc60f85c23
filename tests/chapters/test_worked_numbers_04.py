"""What chapter 04 says of parts, judging and luck, computed by other means."""

import numpy as np
import pytest
from scipy import stats

from seeing import datasets, measurements
from tests.support.chapters import ROOT, answered, code, prose, read

PATH = ROOT / "notebooks" / "04_tuning.md"
CHAPTER = read(PATH)
TEXT = prose(CHAPTER)
CODE = "\n".join(cell.source for cell in code(CHAPTER))


@pytest.fixture(scope="module")
def answers() -> dict:
    return answered(PATH)


def test_the_parts_of_the_digits_are_as_many_as_the_chapter_says(answers):
    count = sum(len(datasets.digits(part)) for part in ("train", "test"))
    parts = answers["split_indices"](count, 0.2, 0.2, np.random.default_rng(0))

    assert count == 1797
    assert [len(part) for part in parts] == [1079, 359, 359]
    assert "Of the 1797 digits that would be 1079, 359 and 359" in TEXT


def test_how_far_a_share_spreads_is_the_binomials():
    found = {n: stats.binom(n, 0.93).std() / n for n in (100, 10_000)}

    assert found[100] == pytest.approx(0.0255, abs=5e-5)
    assert found[10_000] == pytest.approx(0.0026, abs=5e-5)
    assert "10,000 of them judges to a quarter of a point" in TEXT


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
