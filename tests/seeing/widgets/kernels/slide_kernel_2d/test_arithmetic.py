"""What SlideKernel2D shows, computed in JavaScript."""

import numpy as np
import pytest

from seeing.widgets import SlideKernel2D
from tests.support.node import run

COURSE_2D = [[12, 12, 17], [10, 17, 19], [9, 6, 14]]


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


def test_the_challenge_in_two_dimensions_knows_its_answer() -> None:
    body = """const image = [[1, 2, 3], [4, 5, 6], [7, 8, 10]];
              return a.map((kernel) => m.copiesLastCorner(
                  m.slide2d({ image, kernel, row: 0, column: 0, flip: false })));"""
    kernels = [[[0, 0], [0, 1]], [[1, 0], [0, 0]], [[1]]]

    assert run("slide_kernel_2d.js", body, kernels) == [True, False, False]
