"""A verdict is data that survives writing and reading, and nothing else is read as one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.judging.verdict import GroupVerdict, Status, Verdict

VERDICT = Verdict(
    exercise="conv2d",
    status=Status.JUDGED,
    points=3.0,
    groups=(GroupVerdict("sums", 2.0, 2.0, 4, 4), GroupVerdict("edges", 0.0, 1.0, 2, 3)),
    mistake="kernel transposed",
    help="Which index counts rows?",
    sentences=("edges: with a 1×1 kernel, the output has another shape than it should.",),
    seed="00ff" * 8,
    engine="abc123",
)

points = st.floats(0, 100)


@st.composite
def groups(draw: st.DrawFn) -> GroupVerdict:
    total = draw(st.integers(1, 9))
    passed = draw(st.integers(0, total))
    possible = draw(points)
    return GroupVerdict(
        draw(st.text()), possible if passed == total else 0.0, possible, passed, total
    )


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    shares = tuple(draw(st.lists(groups(), max_size=4)))
    return Verdict(
        exercise=draw(st.text()),
        status=draw(st.sampled_from(Status)),
        points=sum(group.possible for group in shares),
        groups=shares,
        mistake=draw(st.text()),
        help=draw(st.text()),
        sentences=tuple(draw(st.lists(st.text(), max_size=3))),
        seed=draw(st.text()),
        engine=draw(st.text()),
    )


# JSON has no lone surrogates, and neither has st.text(): it leaves them out by itself.
@given(verdicts())
def test_what_is_read_equals_what_was_written(verdict: Verdict):
    assert Verdict.from_json(verdict.to_json()) == verdict


def test_points_are_added_up():
    assert VERDICT.earned == 2
    assert not VERDICT.right


def test_points_never_exceed_what_there_is():
    thirds = tuple(GroupVerdict(name, 0.1, 0.1, 1, 1) for name in "abc")

    assert replace(VERDICT, points=0.3, groups=thirds).earned <= 0.3


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=9))
def test_any_other_json_is_refused(value):
    with pytest.raises(ValueError, match="not a verdict"):
        Verdict.from_json(json.dumps(value))


@given(st.text())
def test_any_other_text_is_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - json has messages of its own
        Verdict.from_json(text)


def changed(**entries) -> str:
    return json.dumps(json.loads(VERDICT.to_json()) | entries)


def changed_group(**entries) -> str:
    shares = json.loads(VERDICT.to_json())["groups"]
    return changed(groups=[shares[0] | entries, shares[1]])


BROKEN = {
    "a name too many": changed(more=1),
    "a name twice": VERDICT.to_json().replace('{"exercise"', '{"seed": "1", "exercise"', 1),
    "NaN for points": changed(points=float("nan")),
    "no such status": changed(status="passed"),
    "a number for a sentence": changed(sentences=[1]),
    "a string for sentences": changed(sentences="well done"),
    "groups as a mapping": changed(groups={}),
    "a number for the seed": changed(seed=5),
    "true for points": changed_group(earned=True),
    "true for a count": changed_group(passed=True),
    "more points than there are": changed_group(earned=2.5),
    "points below zero": changed_group(earned=-1),
    "more cases passed than there are": changed_group(passed=5),
    "points of nowhere": changed(points=4),
    "endless nesting": "[" * 100_000,
    "two documents": VERDICT.to_json() * 2,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_verdict_is_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - json has messages of its own
        Verdict.from_json(text)


@pytest.mark.parametrize("name", json.loads(VERDICT.to_json()))
def test_a_missing_name_is_noticed(name: str):
    entry = json.loads(VERDICT.to_json())
    del entry[name]

    with pytest.raises(ValueError, match="a Verdict has"):
        Verdict.from_json(json.dumps(entry))


def test_nan_is_refused_by_name():
    with pytest.raises(ValueError, match="not a verdict: NaN"):
        Verdict.from_json(BROKEN["NaN for points"])
