"""The kill table says what running the mistakes says."""

from dataclasses import replace

import pytest

from autograder import exercises
from autograder.exercises import Mistake
from autograder.reports import kill_table

CHAPTER = "07_convolution_filters"


@pytest.fixture(scope="module")
def conv2d():
    exercise, rows = kill_table.tables(CHAPTER)["conv2d"]
    return exercise, {row.mistake.name: row for row in rows}


def test_every_mistake_of_every_exercise_has_a_row():
    for exercise, rows in kill_table.tables(CHAPTER).values():
        assert [row.mistake for row in rows] == list(exercise.mistakes)
        assert all(row.cost > 0 for row in rows)


def test_a_turned_kernel_is_rejected_by_every_case_of_its_group_alone(conv2d):
    _, rows = conv2d
    counts = {kill.group: kill.rejected for kill in rows["kernel turned by half"].groups}

    assert counts.pop("kernel orientation") == 3
    assert not any(counts.values())


def test_the_cost_is_the_points_of_the_groups_that_reject(conv2d):
    exercise, rows = conv2d

    assert rows["kernel turned by half"].cost == exercise.groups["kernel orientation"]


def test_refusing_everything_costs_every_point():
    conv1d = exercises.load(CHAPTER)["conv1d"]

    def refuses(x, k):
        raise ValueError

    (row,) = kill_table.rows(replace(conv1d, mistakes=(Mistake("refuses", "", (refuses,)),)))

    assert row.cost == conv1d.points
    assert all(kill.rejected == kill.total for kill in row.groups)


def test_wrong_sums_do_not_cost_what_refusing_is_worth():
    _, rows = kill_table.tables(CHAPTER)["conv1d"]
    dropped = next(row for row in rows if row.mistake.name == "last window dropped")

    assert {kill.group for kill in dropped.groups if not kill.rejected} == {"too large"}
