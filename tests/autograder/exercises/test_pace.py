"""An answer that is right and slow does not keep the pace, whatever it does to its clock."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder import exercises
from autograder.judging.judge import judge
from autograder.judging.verdict import EngineError, Verdict
from autograder.release import answer_key
from autograder.release.chapter import MARKERS, NOTEBOOKS, derive
from seeing.check import CheckFailed, check
from seeing.probes import Inputs, Outcome, TooSlowError, in_time, observe
from seeing.probes.tiles import spread_out
from tests.support.solved_chapter import Grade, grading

CHAPTER = "12_convolution_on_a_gpu"
KNOWN = exercises.load(CHAPTER)["im2col_conv2d"]
SLOW = """
def im2col_conv2d(x, w, b, stride, padding):
    rim = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    n, o, (kh, kw) = len(x), len(w), w.shape[2:]
    p, q = (rim.shape[2] - kh) // stride + 1, (rim.shape[3] - kw) // stride + 1
    y = np.empty((n, o, p, q))
    for at in np.ndindex(*y.shape):
        i, m, s, t = at
        window = rim[i, :, s * stride : s * stride + kh, t * stride : t * stride + kw]
        y[at] = (window * w[m]).sum() + b[m]
    return y
"""
# A clock that stands still, for everything that asks Python for the time in that process.
STANDS_STILL = """
import time
time.perf_counter = time.monotonic = time.time = lambda: 0.0
time.perf_counter_ns = time.monotonic_ns = time.time_ns = lambda: 0
"""
REMEMBERS = (
    SLOW
    + """
im2col_conv2d_slow, kept = im2col_conv2d, {}
def im2col_conv2d(x, w, b, stride, padding):
    key = (x.tobytes(), w.tobytes())
    if key not in kept:
        kept[key] = im2col_conv2d_slow(x, w, b, stride, padding)
    return kept[key]
"""
)


# The work is done by a child, and by one that nobody waits for: the answer itself uses no time.
LEAVES_IT = (
    SLOW
    + """
import os, pickle
im2col_conv2d_slow = im2col_conv2d
def im2col_conv2d(x, w, b, stride, padding):
    here, there = os.pipe()
    if os.fork() == 0:
        if os.fork() == 0:
            y = im2col_conv2d_slow(x, w, b, stride, padding)
            with open(there, "wb") as file:
                file.write(pickle.dumps(y))
        os._exit(0)
    os.close(there)
    os.wait()
    with open(here, "rb") as file:
        return pickle.loads(file.read())
"""
)


def slow(x, w, b, stride, padding):
    namespace: dict[str, Any] = {"np": np}
    exec(SLOW, namespace)
    return namespace["im2col_conv2d"](x, w, b, stride, padding)


def by_group(verdict: Verdict) -> dict[str, float]:
    return {group.name: group.earned for group in verdict.groups}


def test_the_judge_takes_the_points_of_the_pace_and_no_others():
    verdict = judge(KNOWN, lambda inputs: observe(KNOWN.probe, (slow,), inputs), "ab")

    assert by_group(verdict) == {**KNOWN.groups, "pace": 0}
    (said,) = [one for one in verdict.sentences if one.startswith("pace")]
    assert "takes longer than the exercise allows" in said
    assert verdict.mistake == ""


def test_check_says_how_slow_and_where_to_look(capsys):
    answer_key.write(CHAPTER)
    with pytest.raises(CheckFailed, match=r"Too slow.*times as long.*120 are allowed.*loops"):
        check("im2col_conv2d", slow)


@pytest.fixture(scope="module")
def grade() -> Iterator[Grade]:
    with grading(CHAPTER) as graded:
        yield graded


def test_the_solutions_earn_every_point(grade: Grade):
    assert {name: v.earned for name, v in grade().verdicts.items()} == {
        name: known.points for name, known in exercises.load(CHAPTER).items()
    }


@pytest.mark.parametrize(
    "text",
    [SLOW, STANDS_STILL + SLOW, REMEMBERS, LEAVES_IT],
    ids=["plain", "clock stands still", "remembers", "leaves the work to a child"],
)
def test_a_slow_answer_gains_nothing_by_its_tricks(grade: Grade, text: str):
    """Falls for the clock if the time is taken in the student's process, for the memory if a case
    is asked twice, and for the children if the time of the first process alone is taken."""
    verdict = grade(im2col_conv2d=text).verdicts[KNOWN.name]

    assert by_group(verdict) == {**KNOWN.groups, "pace": 0}


def test_torch_is_not_there_in_grading(grade: Grade):
    text = (
        "import torch\n"
        "def im2col_conv2d(x, w, b, stride, padding):\n"
        "    given = map(torch.from_numpy, (x, w, b))\n"
        "    return torch.nn.functional.conv2d(*given, stride, padding)\n"
    )

    assert grade(im2col_conv2d=text).verdicts[KNOWN.name].earned == 0


def outcome() -> Outcome:
    return Outcome({"output": np.zeros(1)})


WAITS = """
import time
kept = im2col_conv2d
def im2col_conv2d(*given):
    time.sleep(1)
    return kept(*given)
"""


def test_an_answer_that_has_to_wait_for_a_busy_machine_is_not_slow(grade: Grade):
    """A second is many times what is allowed, and none of it is the answer's own."""
    (right,) = (
        MARKERS.sub("", cell.source)
        for cell in derive(NOTEBOOKS / f"{CHAPTER}.md").solution.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == KNOWN.name
    )

    assert grade(im2col_conv2d=right + WAITS).verdicts[KNOWN.name].right


def busy(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_processor_time_is_counted_in_yardsticks():
    def ask() -> Outcome:
        busy(0.2)
        return outcome()

    def yardstick(inputs: Inputs) -> None:
        busy(inputs["seconds"])

    given = {"seconds": 0.02}
    assert not in_time(ask, yardstick, given, at_most=40).error
    late = in_time(ask, yardstick, given, at_most=2)
    assert late.error == "TooSlowError"
    assert isinstance(late.exception, TooSlowError)


def test_an_error_that_came_late_is_that_error():
    def ask() -> Outcome:
        busy(0.1)
        return Outcome(error="ValueError")

    assert in_time(ask, lambda _: None, {}, at_most=1).error == "ValueError"


def test_a_case_without_a_limit_asks_no_yardstick():
    def never(_: Inputs) -> None:
        raise AssertionError("the yardstick was asked")

    assert in_time(outcome, never, {}, at_most=0).arrays
    assert in_time(outcome, None, {}, at_most=0).arrays


def test_a_yardstick_that_fails_is_our_failure_and_costs_nobody_anything():
    def fails(_: Inputs) -> None:
        raise RuntimeError("no library")

    with pytest.raises(EngineError, match="no library"):
        judge(
            replace(KNOWN, yardstick=fails),
            lambda inputs: observe(KNOWN.probe, (slow,), inputs),
            "ab",
        )


def test_no_tile_is_like_another():
    (case,) = (one for one in KNOWN.cases(np.random.default_rng(0)) if one.at_most)
    tall, wide = case.inputs["x"].shape[2:]

    image = spread_out(case.inputs)["x"]

    rows = image[:, 0, ::tall, ::wide]  # the first number of each tile
    assert rows.shape == (4, 8, 8)
    assert len(np.unique(rows)) == rows.size
