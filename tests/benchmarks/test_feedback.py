"""The unseen answers are whole, and the table counts what was told and read."""

from collections import Counter
from pathlib import Path

import pytest

from autograder import exercises
from autograder.release.chapter import NOTEBOOKS
from benchmarks.feedback import __main__ as feedback
from benchmarks.feedback.answers import HELD_OUT, PARTS, UnseenAnswer, read
from benchmarks.feedback.run import Report

CHAPTERS = sorted(path.stem for path in NOTEBOOKS.glob("[0-9]*.md"))
LEAST_WRONG, LEAST_RIGHT = 3, 2
SPLIT = Report(
    accepted=False,
    example=False,
    said="✗ …",
    finding="Looks like: flipped",
    mistake="flipped",
    has_facts=False,
    earned=(0.0, 0.0),
    possible=2.0,
    graded="",
)


def answer(number: int, is_right: bool = False) -> UnseenAnswer:
    return UnseenAnswer("07_convolution_filters", "conv1d", is_right, number, "…", "…")


def test_each_exercise_has_unseen_answers_of_both_kinds():
    """In any part: those of a new chapter are measured with the next whole set."""
    count = Counter(
        (one.chapter, one.exercise, one.is_right) for part in PARTS for one in read(part)
    )

    known = [(chapter, name) for chapter in CHAPTERS for name in exercises.load(chapter)]

    assert {(chapter, name) for chapter, name, _ in count} == set(known)
    for chapter, name in known:
        assert count[chapter, name, False] >= LEAST_WRONG
        assert count[chapter, name, True] >= LEAST_RIGHT


def test_what_is_measured_has_enough_answers_of_each_exercise():
    count = Counter((one.chapter, one.exercise, one.is_right) for one in read(HELD_OUT))

    for (*_, is_right), found in count.items():
        assert found >= (LEAST_RIGHT if is_right else LEAST_WRONG)


def test_a_file_that_begins_without_a_head_is_refused(tmp_path: Path):
    (tmp_path / "building" / "07").mkdir(parents=True)
    (tmp_path / "building" / "07" / "conv1d.txt").write_text(
        "def conv1d(x, k): ...\n#=== wrong 1: …\n"
    )

    with pytest.raises(ValueError, match="begins without a line"):
        read("building", tmp_path)


def test_the_table_counts_what_check_and_every_draw_of_the_judge_agree_on():
    half = Report(**SPLIT.as_json() | {"earned": (2.0, 0.0)})
    accepted = Report(**SPLIT.as_json() | {"accepted": True, "earned": (2.0, 2.0)})

    table = feedback.table(
        [(answer(2), SPLIT), (answer(4), half), (answer(2, is_right=True), accepted)], {}, 2
    )

    assert "| 07 conv1d | 2 | 1 | 2 | 0 | 0 | 0 | 1 | 1 |" in table
    assert "2 reports changed since they were read" in table


def test_the_table_says_what_the_examples_of_the_stubs_find_and_check_does_not():
    let_pass = Report(**SPLIT.as_json() | {"accepted": True})
    right = Report(**SPLIT.as_json() | {"accepted": True, "example": True})

    table = feedback.table(
        [(answer(2), SPLIT), (answer(4), let_pass), (answer(2, is_right=True), right)], {}, 2
    )

    assert "comes out for 1 of 1 right answers" in table
    assert "fails for 2 wrong ones, and `check` accepts 1 of these" in table


def test_a_reading_counts_for_the_words_that_were_read_and_no_others():
    reading = {"of": SPLIT.finding, "true": True, "specific": True}
    name = answer(2).name

    def count(finding: str) -> str:
        told = [(answer(2), Report(**SPLIT.as_json() | {"finding": finding}))]
        return feedback.table(told, {name: reading}, 2).splitlines()[-1]

    assert count(SPLIT.finding) == "| all | 1 | 1 | 1 | 0 | 1 | 1 | 0 | 0 |"
    assert count("Looks like: turned") == "| all | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 0 |"


@pytest.mark.parametrize("part", PARTS)
def test_each_answer_is_a_whole_program(part: str):
    for one in read(part):
        compile(one.text, one.name, "exec")
