"""Numbers as a reader writes and reads them."""

import pytest

from tests.support.node import run


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-27000, "−27000"),
        (0.12345, "0.123"),
        (-0.0, "0"),
        (1e-9, "≈0"),
        (123456789, "1.23·10⁸"),
        (1 / 3, "0.333"),
    ],
)
def test_a_number_is_shown_tidily(value: float, text: str) -> None:
    assert run("kit/numbers.js", "return m.format(a);", value) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("−1", -1),
        (" -2.5 ", -2.5),
        ("0,5", 0.5),
        ("1/9", 1 / 9),
        ("2e3", 2000),
        (".5", 0.5),
        ("", None),
        ("abc", None),
        ("1/0", None),
        ("1/2/3", None),
        ("--1", None),
        ("1e999", None),
    ],
)
def test_a_reader_s_number_is_understood_or_refused(text: str, value: float | None) -> None:
    # JSON has no NaN and writes null
    assert run("kit/numbers.js", "return m.parseNumber(a);", text) == value


def test_a_fraction_is_shown_as_one_and_read_back_exactly() -> None:
    body = "return [m.formatEntry(a), m.parseNumber(m.formatEntry(a)) === a];"

    assert run("kit/numbers.js", body, 1 / 9) == ["1/9", True]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.3026, "2.3"),
        (0.05123, "0.0512"),
        (-0.5, "−0.5"),
        (0, "0"),
        (1.23e-5, "1.2·10⁻⁵"),
        (3e12, "3·10¹²"),
        (1e-4, "10⁻⁴"),
        (99_999, "100000"),
    ],
)
def test_a_number_has_three_digits(value: float, text: str) -> None:
    assert run("kit/numbers.js", "return m.brief(a);", value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e-3, "10⁻³"), (1, "1"), (10, "10"), (1e5, "10⁵"), (1e-12, "10⁻¹²"), (0.2, "0.2")],
)
def test_a_power_of_ten_is_written_as_one(value: float, text: str) -> None:
    assert run("kit/numbers.js", "return m.powerOfTen(a);", value) == text
