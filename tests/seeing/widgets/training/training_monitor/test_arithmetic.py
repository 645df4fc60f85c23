"""What TrainingMonitor draws and says: places on its axes, and a run's picture in words."""

import math

import numpy as np
import pytest
from matplotlib.ticker import MaxNLocator

from tests.support.node import run

SCALES = "training_monitor/scales.js"
WORDS = "training_monitor/words.js"
RNG = np.random.default_rng(11)


def line(values, kind="loss", name="", steps=None):
    """A line as the trait has it: what JSON cannot carry is a word."""
    values = [float(v) for v in values]
    return {
        "kind": kind,
        "name": name,
        "steps": list(range(len(values))) if steps is None else [int(step) for step in steps],
        "values": [v if math.isfinite(v) else str(v) for v in values],
    }


SENTENCES = """
    const word = { nan: NaN, inf: Infinity, "-inf": -Infinity };
    const lines = a.lines.map((l) => ({ ...l, values: l.values.map((v) => word[v] ?? v) }));
    const { where, what } = m.sentences(lines, a.step);
    return [where, what];"""


def said(*lines, step=10**9) -> tuple[str, str]:
    """Where the run stands, and what is said of it."""
    where, what = run(WORDS, SENTENCES, {"lines": list(lines), "step": step})
    return where, what


@pytest.mark.parametrize(
    ("low", "high", "most"), [(0, 299, 6), (0, 2.7, 4), (0, 1, 4), (0, 0.003, 4), (0, 99_999, 6)]
)
def test_ticks_are_those_that_matplotlib_sets_for_as_many_steps(low, high, most):
    ticks = run(SCALES, "return m.roundTicks(...a);", [low, high, most])

    gap = ticks[1] - ticks[0]
    allowed = MaxNLocator(nbins=most, steps=[1, 2, 5, 10]).tick_values(low, high)
    np.testing.assert_allclose(ticks, [t for t in allowed if low <= t <= high + 1e-9 * gap])


def test_a_linear_axis_holds_every_value_between_its_ends():
    values = [0.3, 2.7, 1.1]

    ticks, places = run(
        SCALES, "const s = m.lossScale(a); return [s.ticks, a.map(s.place)];", values
    )

    assert ticks[0] == 0
    assert ticks[-1] >= 2.7
    np.testing.assert_allclose(places, np.array(values) / ticks[-1])


def test_a_logarithmic_axis_places_by_the_logarithm_in_whole_decades():
    values = [3e-5, 0.02, 7.0]

    log, ticks, places = run(
        SCALES, "const s = m.logScale(a); return [s.log, s.ticks, a.map(s.place)];", values
    )

    assert log
    np.testing.assert_allclose(np.log10(ticks), np.round(np.log10(ticks)), atol=1e-9)
    np.testing.assert_allclose(places, (np.log10(values) + 5) / 6)


@pytest.mark.parametrize(
    ("value", "place"), [("0", 0), ("Infinity", 1), ("-0", 0), ("1e-300", 0), ("1e300", 1)]
)
def test_what_a_logarithmic_axis_cannot_place_lies_on_its_edges(value: str, place: float):
    assert run(SCALES, f"return m.gradientScale([1e-3, 1]).place({value});") == place


def test_zero_has_a_line_of_its_own_below_the_powers_of_ten():
    ticks, places = run(
        SCALES, "const s = m.logScale(a); return [s.ticks, a.map(s.place)];", [0, 1e-3, 0.1]
    )

    assert ticks[0] == 0
    assert 0 == places[0] < places[1] < places[2] == 1


def test_a_decade_alone_has_ticks_in_between():
    ticks = run(SCALES, "return m.logScale([0.2, 0.7]).ticks;")

    np.testing.assert_allclose(ticks, [0.1, 0.2, 0.5, 1])


def test_gradients_of_zero_alone_have_an_axis_too():
    ticks, place = run(SCALES, "const s = m.gradientScale([0, 0]); return [s.ticks, s.place(0)];")

    assert len(ticks) >= 2
    assert place == 0


@pytest.mark.parametrize(
    ("values", "log"),
    [([2.3, 0.1], False), ([2.3, 60], False), ([2.3, 80], True), ([1, -3], False)],
)
def test_a_loss_that_climbs_far_has_a_logarithmic_axis(values, log):
    assert run(SCALES, "return m.lossScale(a).log;", values) is log


@pytest.mark.parametrize("step", [-1, 0, 3, 4, 9, 100])
def test_a_line_is_cut_as_numpy_would(step: int):
    steps = [0, 2, 4, 4, 8, 10]

    found = run(SCALES, "return m.countUpTo(a[0], a[1]);", [steps, step])

    assert found == np.searchsorted(steps, step, side="right")


def test_the_path_breaks_where_a_value_is_not_finite():
    body = "return m.pathData(m.readRun([a])[0], (x) => x / 4, (y) => y / 10);"

    path = run(SCALES, body, line([10, 5, math.nan, 0, math.inf]))

    assert path == "M0.0 0.0h0L250.0 500.0M750.0 1000.0h0"


def test_broken_stretches_have_their_ends_and_their_cause():
    body = """return m.brokenStretches(m.readRun([a])[0])
                  .map((stretch) => ({ ...stretch, value: String(stretch.value) }));"""

    found = run(SCALES, body, line([1, math.nan, math.inf, 2, math.inf], steps=[0, 10, 20, 30, 40]))

    assert found == [
        {"from": 10, "to": 30, "value": "NaN"},
        {"from": 40, "to": 40, "value": "Infinity"},
    ]


@pytest.mark.parametrize(("share", "text"), [(0.9234, "92.3 %"), (1, "100 %"), (0, "0 %")])
def test_an_accuracy_is_written_in_percent(share: float, text: str):
    assert run(WORDS, "return m.percent(a);", share) == text


@pytest.mark.parametrize("n", [1, 2, 7, 8])
def test_the_median_is_numpys(n: int):
    values = RNG.normal(size=n).tolist()

    assert run(WORDS, "return m.median(a);", values) == pytest.approx(np.median(values))


def test_the_step_and_its_numbers_come_first():
    lines = [
        line([2, 1.5], steps=[10, 20]),
        line([0.25], "accuracy", steps=[10]),
        line([1.75], "validation_loss", steps=[20]),
    ]

    assert said(*lines)[0] == "Step 20: loss 1.5, validation loss 1.75, accuracy 25 %."
    assert said(*lines, step=19)[0] == "Step 10: loss 2, accuracy 25 %."
    assert said(*lines, step=9)[0] == "Waiting for the first step."
    assert said()[0] == "Waiting for the first step."


T = np.arange(300)
NOISE = 0.02 * RNG.standard_normal(300)
FALLING = 2.3 * np.exp(-T / 400) + NOISE
LEVEL = 2.3 * np.exp(-T / 20) + 0.5 + NOISE
STUCK = 2.3 + NOISE
RISEN_AGAIN = 0.2 + 2 * ((T - 120) / 120) ** 2 * np.where(T < 120, 1, 0.3) + NOISE
CLIMBING = 1 + T / 600 + NOISE
EXPLODING = 2.3 * np.exp(T / 30)

LOSSES = {
    "falling": (FALLING, "The loss is falling: 2"),
    "levelled off": (LEVEL, "The loss fell from 2"),
    "stuck": (STUCK, "The loss has hardly moved: 2.3"),
    "risen again": (RISEN_AGAIN, "The loss fell from 2"),
    "climbing": (CLIMBING, "The loss has risen from 1.0"),
    "exploding": (EXPLODING, "The loss has risen from 2.38 to"),
    "NaN": (np.where(T < 41, FALLING, np.nan), "From step 41 on the loss is not a number (NaN)"),
    "infinite": (np.where(T < 7, FALLING, np.inf), "From step 7 on the loss is infinite"),
    "NaN from the start": (T * np.nan, "From step 0 on the loss is not a number (NaN)"),
    "NaN in between": (np.where(T == 50, np.nan, FALLING), "The loss is falling"),
    "NaN twice": (
        np.where((T == 50) | (T > 200), np.nan, FALLING),
        "From step 201 on the loss is not a number (NaN)",
    ),
    "short": (FALLING[:4], "The run has just begun."),
    "few, and flat at the end": ([2, 1.4, 1, 1, 1, 1, 1, 1], "The loss fell from 1.4 to 1."),
    "thrown off by its first step": (
        [2.3, 20_500, 1e18, *[460] * 40],
        "The loss has risen from 2.3 to 460: the run diverges.",
    ),
}
ENDS = {
    "levelled off": "and has levelled off.",
    "risen again": ", to 1.4.",  # the curve itself is at 1.40 ten steps before its end
    "climbing": "to 1.4",
    "exploding": ": the run diverges.",
    "NaN": ": the run has diverged.",
}


@pytest.mark.parametrize("name", LOSSES)
def test_the_path_of_the_loss_is_said_in_words(name: str):
    values, begin = LOSSES[name]

    _, what = said(line(values))

    assert what.startswith(begin)
    assert ENDS.get(name, "") in what


def test_the_loss_is_told_by_medians_of_its_start_and_of_its_last_tenth():
    _, what = said(line(STUCK, steps=T * 10))

    start, now = np.median(STUCK[:3]), np.median(STUCK[-20:])
    told = f"The loss has hardly moved: {start:.3g} at the start, {now:.3g} now."
    assert what == f"{told} (Medians of several records.)"


def test_one_stray_record_does_not_change_the_words():
    stray = STUCK.copy()
    stray[-1] = 40

    assert said(line(stray))[1] == said(line([*STUCK[:-1].tolist(), 2.3]))[1]


def test_only_what_has_been_is_told():
    _, what = said(line(np.where(T < 41, FALLING, np.nan)), step=40)

    assert what.startswith("The loss is falling")


def test_overfitting_is_told_with_the_step_of_the_turn():
    every = T[19::20]
    validation = 0.8 + ((every - 159) / 200) ** 2

    _, what = said(line(LEVEL - T / 1000), line(validation, "validation_loss", steps=every))

    assert "The validation loss has risen since step 159 while the training loss" in what


@pytest.mark.parametrize(
    ("loss", "validation"),
    [(FALLING, 2 * np.exp(-T / 400)), (CLIMBING, 1 + ((T - 100) / 100) ** 2)],
    ids=["both fall", "both rise"],
)
def test_what_is_no_overfitting_is_not_called_so(loss, validation):
    assert "overfits" not in said(line(loss), line(validation, "validation_loss"))[1]


def gradients(**sizes) -> str:
    layers = [line(values, "gradient", name.replace("_", " ")) for name, values in sizes.items()]
    _, what = said(line([1, 1, 1]), *layers)
    return what.removeprefix("The run has just begun.").strip()


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        ({"first": [1e-3] * 9, "last": [0.9] * 9}, ""),
        (
            {"first": [1e-5] * 9, "last": [0.5] * 9},
            "The gradient of first has vanished: 50,000 times smaller than that of last.",
        ),
        (
            {"one": [1e-9] * 9, "two": [1e-5] * 9, "three": [0.5] * 9},
            "The gradients of one and two have vanished: "
            "that of one is 5·10⁸ times smaller than that of three.",
        ),
        ({"dead": [0.1, 0, 0, 0, 0], "last": [0.1] * 5}, "No gradient reaches dead."),
        ({"a": [0, 0, 0], "b": [0, 0, 0]}, "Every gradient is 0."),
        ({"a": [0.1, math.nan], "b": [1, 1]}, "The gradient of a is not a number (NaN)."),
        ({"a": [0.1, math.inf], "b": [1, math.inf]}, "The gradient of a and b is infinite."),
        (
            {"a": [0.01] * 10 + [50] * 10, "b": [1] * 20},
            "The gradient of a has exploded: 5,000 times what it was at the start.",
        ),
    ],
)
def test_gradients_that_are_gone_or_out_of_bounds_are_named(sizes, sentence):
    assert gradients(**sizes) == sentence


def test_a_layer_whose_gradients_were_not_recorded_yet_says_nothing():
    assert "gradient" not in said(line(FALLING))[1]


STATE = {"steps": 300, "run": [], "reference": [], "shown": None, "title": "", "running": False}


def monitored(**state):
    body = "const s = m.monitored(a); return [s.step, s.newest, s.last];"
    return run("training_monitor.js", body, STATE | state)


def test_the_axis_ends_where_the_longest_run_does():
    short, long = line([1, 2, 3]), line([1, 2], steps=[0, 900])

    assert monitored(run=[short]) == [2, 2, 299]
    assert monitored(run=[short], steps=None) == [2, 2, 2]
    assert monitored(run=[short], reference=[long]) == [2, 2, 900]
    assert monitored(steps=None) == [0, 0, 1]


@pytest.mark.parametrize(("shown", "step"), [(None, 2), (1, 1), (0, 0), (99, 2)])
def test_the_step_shown_is_one_that_there_is(shown, step):
    assert monitored(run=[line([1, 2, 3])], shown=shown)[0] == step


@pytest.mark.parametrize("at", [-5, 0, 1.9, 2, 2.1, 7, 8, 99])
def test_a_press_goes_to_the_nearest_record(at: float):
    records = [0, 4, 8]

    found = run("training_monitor.js", "return m.nearestRecord(a[0], a[1]);", [records, at])

    assert found == min(records, key=lambda record: abs(record - at))


def test_a_press_before_the_first_record_goes_nowhere():
    assert run("training_monitor.js", "return m.nearestRecord([], 3);") == 0


@pytest.mark.parametrize(
    ("step", "by", "there"), [(4, 1, 8), (8, 1, 8), (4, -1, 0), (5, -1, 0), (0, -9, 0), (0, 9, 8)]
)
def test_a_key_goes_from_record_to_record(step: int, by: int, there: int):
    body = "return m.recordFrom({ records: [0, 4, 8], step: a[0] }, a[1]);"

    assert run("training_monitor.js", body, [step, by]) == there
