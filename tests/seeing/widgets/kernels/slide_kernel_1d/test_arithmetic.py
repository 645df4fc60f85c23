"""What SlideKernel1D shows, computed in JavaScript."""

from seeing.widgets import SlideKernel1D
from tests.support.node import run


def test_the_defaults_in_one_dimension_give_the_chapter_s_output() -> None:
    widget = SlideKernel1D()
    state = {"x": widget.x, "kernel": widget.kernel, "position": 1, "flip": widget.flip}

    figure = run("slide_kernel_1d.js", "return m.slide1d(a);", state)

    assert figure["y"] == [-27000, -19000, -27000]
    assert [term["product"] for term in figure["terms"]] == [-28000, 30000, -21000]


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
