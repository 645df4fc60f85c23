"""What the sliding figures show: the course's numbers, sums written out, challenges recognised."""

import numpy as np
import pytest

from seeing.widgets import SlideKernel1D, SlideKernel2D
from tests.widgets.javascript import run

COURSE_2D = [[12, 12, 17], [10, 17, 19], [9, 6, 14]]


def test_the_defaults_in_one_dimension_give_the_chapter_s_output() -> None:
    widget = SlideKernel1D()
    state = {"x": widget.x, "kernel": widget.kernel, "position": 1, "flip": widget.flip}

    figure = run("slide_kernel_1d.js", "return m.slide1d(a);", state)

    assert figure["y"] == [-27000, -19000, -27000]
    assert [term["product"] for term in figure["terms"]] == [-28000, 30000, -21000]


def test_the_defaults_in_two_dimensions_give_the_course_s_output() -> None:
    widget = SlideKernel2D()
    state = {name: getattr(widget, name) for name in ("image", "kernel", "row", "column", "flip")}

    figure = run("slide_kernel_2d.js", "return m.slide2d(a);", state)

    assert figure["y"] == COURSE_2D
    assert [term["product"] for term in figure["terms"]] == [0, 3, 4, 0, 0, 0, 0, 1, 4]


def test_the_products_shown_add_up_to_the_output_wherever_the_window_is() -> None:
    rng = np.random.default_rng(6)
    states = [
        {
            "image": rng.normal(size=(5, 7)).tolist(),
            "kernel": rng.normal(size=(2, 3)).tolist(),
            "row": row,
            "column": column,
            "flip": bool(column % 2),
        }
        for row in range(4)
        for column in range(5)
    ]

    figures = run("slide_kernel_2d.js", "return a.map(m.slide2d);", states)

    for state, figure in zip(states, figures, strict=True):
        total = sum(term["product"] for term in figure["terms"])
        assert total == pytest.approx(figure["y"][state["row"]][state["column"]], abs=1e-9)


def test_a_flip_turns_the_kernel_that_slides_and_not_the_trait() -> None:
    state = {"image": np.eye(3).tolist(), "kernel": [[1, 2, 3], [4, 5, 6]], "row": 0, "column": 0}

    figure = run("slide_kernel_2d.js", "return m.slide2d(a);", {**state, "flip": True})

    assert figure["applied"] == [[6, 5, 4], [3, 2, 1]]
    assert figure["kernel"] == [[1, 2, 3], [4, 5, 6]]


def test_the_sum_is_written_out_with_its_signs() -> None:
    terms = [{"k": -1, "x": 25000}, {"k": 1, "x": 28000}, {"k": -1 / 3, "x": -3}]

    text = run("kit/equation.js", 'return m.equationText("y[0]", a, -27000.5);', terms)

    assert text == "y[0] = −1·25000 + 1·28000 − 1/3·(−3) = −27000.5"


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


def test_the_challenge_in_one_dimension_knows_its_answer() -> None:
    body = """const ask = (kernel) => m.copiesNextPlace(
                  m.slide1d({ x: [1, 5, 2, 9], kernel, position: 0, flip: false }));
              return a.map(ask);"""

    assert run("slide_kernel_1d.js", body, [[0, 1, 0], [0, 1], [1, 0], [1]]) == [
        True,
        True,
        False,
        False,
    ]


def test_the_challenge_in_two_dimensions_knows_its_answer() -> None:
    body = """const image = [[1, 2, 3], [4, 5, 6], [7, 8, 10]];
              return a.map((kernel) => m.copiesLastCorner(
                  m.slide2d({ image, kernel, row: 0, column: 0, flip: false })));"""
    kernels = [[[0, 0], [0, 1]], [[1, 0], [0, 0]], [[1]]]

    assert run("slide_kernel_2d.js", body, kernels) == [True, False, False]


def test_bars_of_signal_and_output_share_one_scale() -> None:
    layout = run("slide_kernel_1d/lanes.js", "return m.barLayout([10, 20], [-40], 80);")

    assert [bar["height"] for bar in layout["x"] + layout["y"]] == [20, 40, 80]
    assert [bar["top"] for bar in layout["x"] + layout["y"]] == [20, 0, 0]


def test_a_resized_kernel_keeps_its_numbers() -> None:
    body = "return [m.resizeKernel(a, 1, 3), m.resizeKernel(a, 3, 1)];"

    assert run("arithmetic/correlation.js", body, [[1, 2], [3, 4]]) == [[[1, 2, 0]], [[1], [3], [0]]]
