"""Records become curves: what counts is kept, sends are few, the last record always comes."""

import json
import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from traitlets import TraitError

from seeing.widgets import TrainingMonitor
from seeing.widgets.training.training_monitor import training_monitor
from seeing.widgets.training.training_monitor.series import MOST_POINTS, Series, as_json


def series_of(values) -> Series:
    series = Series()
    for step, value in enumerate(values):
        series.append(step, value)
    return series


def line(monitor: TrainingMonitor, kind: str, name: str = "") -> list[tuple[int, float | str]]:
    (found,) = [part for part in monitor.run if (part["kind"], part["name"]) == (kind, name)]
    return list(zip(found["steps"], found["values"], strict=True))


def test_a_short_run_is_kept_whole():
    values = np.random.default_rng(1).normal(size=MOST_POINTS - 2).tolist()

    assert series_of(values).points() == list(enumerate(values))


@pytest.mark.parametrize("length", [399, 400, 401, 1000, 12_345, 100_000])
def test_a_long_run_is_bounded_and_in_order(length: int):
    points = series_of(np.random.default_rng(2).normal(size=length)).points()

    steps = [point.step for point in points]
    assert len(points) <= MOST_POINTS + 4
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, length - 1)


def test_a_long_run_is_thinned_evenly():
    steps = [
        point.step for point in series_of(np.random.default_rng(3).normal(size=50_000)).points()
    ]

    by_tenth = np.bincount(np.array(steps[:-1]) * 10 // 50_000, minlength=10)
    assert by_tenth.max() <= 1.3 * by_tenth.min()


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=3000))
def test_the_highest_and_the_lowest_stay_and_nothing_is_invented(values):
    points = series_of(values).points()

    kept = [point.value for point in points]
    assert (max(kept), min(kept)) == (max(values), min(values))
    assert (kept[0], kept[-1]) == (values[0], values[-1])
    assert all(values[point.step] == point.value for point in points)


@pytest.mark.parametrize("broken_at", [0, 1, 777, 2999])
@pytest.mark.parametrize("what", [math.nan, math.inf])
def test_the_step_at_which_a_run_breaks_stays_exact(broken_at: int, what: float):
    values = [1.0] * broken_at + [what] * (3000 - broken_at)

    points = series_of(values).points()

    assert min(p.step for p in points if not math.isfinite(p.value)) == broken_at


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.123456, 0.1235), (1e-30, 1e-30), (math.nan, "nan"), (math.inf, "inf"), (-math.inf, "-inf")],
)
def test_a_value_is_written_so_that_json_can_carry_it(value: float, written: float | str):
    assert as_json(value) == written
    json.dumps(as_json(value), allow_nan=False)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(training_monitor, "time", clock)
    return clock


@pytest.fixture
def sends(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The names of the traits in each message."""
    messages: list[set[str]] = []

    def send_state(self, key=None):
        messages.append(set(key or ()))

    monkeypatch.setattr(TrainingMonitor, "send_state", send_state)
    return messages


def test_a_fast_loop_sends_four_times_a_second_and_at_its_end(clock: Clock, sends):
    monitor = TrainingMonitor(steps=1000)
    sends.clear()

    with monitor:
        for step in range(1000):
            clock.now = step * 0.001
            monitor.record(step, loss=1.0 / (1 + step))

    assert len(sends) == 4 + 1
    assert all("run" in names for names in sends)
    assert line(monitor, "loss")[-1] == (999, 0.001)
    assert monitor.running is False


def test_the_first_record_is_sent_at_once(clock: Clock):
    monitor = TrainingMonitor()

    monitor.record(0, loss=2.0)

    assert line(monitor, "loss") == [(0, 2.0)]
    assert monitor.running is True


def test_a_loop_that_raises_still_sends_its_last_record(clock: Clock):
    monitor = TrainingMonitor()

    def train() -> None:
        with monitor:
            monitor.record(0, loss=2.0)
            monitor.record(1, loss=1.0)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        train()

    assert line(monitor, "loss") == [(0, 2.0), (1, 1.0)]


def test_each_line_has_its_own_steps(clock: Clock):
    monitor = TrainingMonitor()

    with monitor:
        monitor.record(0, loss=3, gradients={"first": 0.5, "second": 2})
        monitor.record(1, loss=2, accuracy=0.25, validation_loss=2.5)

    assert line(monitor, "loss") == [(0, 3.0), (1, 2.0)]
    assert line(monitor, "accuracy") == [(1, 0.25)]
    assert line(monitor, "validation_loss") == [(1, 2.5)]
    assert line(monitor, "gradient", "first") == [(0, 0.5)]
    assert line(monitor, "gradient", "second") == [(0, 2.0)]


def test_a_run_that_diverges_is_recorded(clock: Clock):
    with TrainingMonitor() as monitor:
        monitor.record(0, loss=1.0, gradients={"a": 1e30})
        monitor.record(1, loss=math.inf, gradients={"a": math.inf}, validation_loss=math.nan)
        monitor.record(2, loss=math.nan, gradients={"a": math.nan}, accuracy=math.nan)

    assert line(monitor, "loss") == [(0, 1.0), (1, "inf"), (2, "nan")]
    assert line(monitor, "gradient", "a") == [(0, 1e30), (1, "inf"), (2, "nan")]
    json.dumps(monitor.run, allow_nan=False)


@pytest.mark.filterwarnings("error")
def test_tensors_and_numpy_numbers_are_taken(clock: Clock):
    weight = torch.tensor(0.5, requires_grad=True)

    with TrainingMonitor() as monitor:
        monitor.record(
            np.int64(3), loss=weight * 2, accuracy=np.float32(0.5), gradients={"w": weight}
        )

    assert line(monitor, "loss") == [(3, 1.0)]
    assert line(monitor, "gradient", "w") == [(3, 0.5)]


def test_steps_that_start_over_are_a_new_run(clock: Clock):
    with TrainingMonitor() as monitor:
        monitor.record(0, loss=3, accuracy=0.1)
        monitor.record(1, loss=2, accuracy=0.2)
        monitor.record(0, loss=9)

    assert [part["kind"] for part in monitor.run] == ["loss"]
    assert line(monitor, "loss") == [(0, 9.0)]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"accuracy": 92}, "accuracy is 92, not 0 to 1: 92 % is 0.92"),
        ({"accuracy": -0.1}, "accuracy is -0.1"),
        ({"gradients": {"layer 1": -2}}, "layer 1 is -2: give a size"),
        ({"step": -1}, "step is -1: count from 0"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_the_run_as_it_was(clock, values, sentence):
    with TrainingMonitor() as monitor:
        monitor.record(0, loss=1)
        with pytest.raises(ValueError, match=sentence):
            monitor.record(**({"step": 1, "loss": 1} | values))

    assert line(monitor, "loss") == [(0, 1.0)]


@pytest.mark.parametrize("traits", [{"steps": 0}, {"steps": "many"}, {"shown": -1}])
def test_a_trait_that_cannot_be_is_refused(traits):
    with pytest.raises(TraitError):
        TrainingMonitor(**traits)


def test_a_reference_is_the_other_run_as_it_was_then(clock: Clock):
    with TrainingMonitor(title="healthy") as healthy:
        healthy.record(0, loss=2)
        healthy.record(1, loss=1)
        broken = TrainingMonitor(reference=healthy)
        healthy.record(2, loss=0.5)

    assert broken.reference[0]["values"] == [2.0, 1.0]
    assert broken.reference_title == "healthy"


def test_more_panels_get_more_room(clock: Clock):
    heights = []
    for extra in ({}, {"accuracy": 1}, {"accuracy": 1, "gradients": {"a": 1, "b": 2, "c": 3}}):
        with TrainingMonitor() as monitor:
            monitor.record(0, loss=1, **extra)
        heights.append(monitor._height)

    assert heights[0] == TrainingMonitor()._height
    assert heights[0]["wide"] < heights[1]["wide"] < heights[2]["wide"]
    assert heights[2]["narrow"] - heights[1]["narrow"] > heights[2]["wide"] - heights[1]["wide"]
