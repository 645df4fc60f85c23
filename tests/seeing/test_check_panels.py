"""Arrays made ready to be shown."""

import numpy as np
import pytest

from seeing.check.panels import COLUMNS, ROWS, Panel, panels
from seeing.comparison import Wanted
from seeing.probes import Outcome
from seeing.probes.own_errors import OWN_ERRORS


def compared(actual, expected, near: float = 1e-9) -> tuple[Panel, Panel]:
    actual, expected = np.asarray(actual), np.asarray(expected)
    wanted = Wanted({"output": expected}, {"output": near})
    yours, right = panels({}, Outcome({"output": actual}), wanted)
    return yours, right


def test_a_large_array_is_cut_to_a_window_that_holds_the_difference():
    expected = np.zeros((40, 50))
    actual = expected.copy()
    actual[31, 47] = 1
    yours, right = compared(actual, expected)

    assert (len(yours.rows), len(yours.columns)) == (ROWS, COLUMNS)
    assert 31 in yours.rows
    assert 47 in yours.columns
    assert yours.cut
    assert yours.rows == right.rows
    assert sum(map(sum, yours.marks)) == 1


def test_of_four_axes_the_plane_with_the_difference_is_shown():
    expected = np.zeros((2, 3, 4, 4))
    actual = expected.copy()
    actual[1, 2, 0, 3] = 7
    yours, _ = compared(actual, expected)

    assert yours.title == "your output[1, 2, :, :]"
    assert yours.entries[0][3] == "7"
    assert yours.marks[0][3]


def test_digits_are_added_until_a_marked_entry_reads_differently():
    yours, right = compared([0.1234561], [0.1234569])

    assert (yours.entries, right.entries) == ((("0.123456",),), (("0.123457",),))


def test_entries_have_as_many_decimals_as_they_need():
    yours, _ = compared([[0.5, 12.0], [-3.0, 0.25]], [[0.5, 12.0], [-3.0, 0.25]])

    assert yours.entries == (("0.50", "12.00"), ("-3.00", "0.25"))


def test_whole_numbers_have_no_decimals():
    yours, _ = compared([1.0, -20000.0], [1.0, -20000.0])

    assert yours.entries == (("1", "-20000"),)


def test_very_small_and_very_large_numbers_are_written_with_an_exponent():
    assert compared([3e-9], [3e-9])[0].entries == (("3e-09",),)
    assert compared([4.5e12], [4.5e12])[0].entries == (("4.5e+12",),)


def test_nan_is_written_and_marked():
    yours, _ = compared([np.nan, 1.0], [2.0, 1.0])

    assert yours.entries == (("nan", "1"),)
    assert yours.marks == ((True, False),)


def test_an_output_of_another_shape_is_shown_whole_and_unmarked():
    yours, right = compared(np.ones((2, 2)), np.ones((3, 3)))

    assert (yours.size, right.size) == ("2 × 2", "3 × 3")
    assert not any(any(row) for row in yours.marks)


def test_lists_and_unusual_types_are_named():
    shown = panels(
        {"x": [1, 2], "k": np.ones(2, np.uint8), "n": 3, "mode": "same"},
        Outcome(error="ValueError"),
        Wanted({"output": np.ones(1)}, {"output": 0.0}),
    )

    assert [panel.title for panel in shown[:4]] == ["x (list)", "k (uint8)", "n", "mode"]
    assert shown[3].sentence == "same"
    assert shown[4].sentence == "raises ValueError"


@pytest.mark.parametrize("error", OWN_ERRORS)
def test_an_error_of_the_probe_is_not_called_the_answers(error: str):
    wanted = Wanted({"output": np.zeros(2)}, {"output": 1e-9})

    yours, _ = panels({}, Outcome(error=error), wanted)

    assert "raises" not in yours.sentence
    assert yours.sentence == OWN_ERRORS[error].in_place


def test_no_input_but_0_reads_as_0():
    (shown, *_) = panels({"g": np.array([0.0, 1e-8, 0.5])}, Outcome(), Wanted({}, {}))

    assert shown.entries == (("0.0", "1e-08", "0.5"),)


def test_what_is_right_reads_as_what_is_expected_whatever_rounding_has_done():
    yours, right = compared([0.3625 + 1e-15, 2.0], [0.3625, 3.0])

    assert yours.entries[0][0] == right.entries[0][0]


def test_a_judgement_of_chance_is_shown_in_words():
    wanted = Wanted({"mirrored": np.array(0.5)}, {"mirrored": 1e-9})
    yours, right = panels({}, Outcome({"mirrored": np.array(1.0)}), wanted)

    assert yours.sentence == "all parts are mirrored"
    assert right.sentence == "about half of the parts are mirrored"


def test_what_is_near_enough_and_not_equal_is_shown_as_it_is():
    yours, _ = compared([1.5, 9.0], [2.5, 4.0], near=2.0)

    assert yours.entries == (("1.5", "9.0"),)
