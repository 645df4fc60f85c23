"""The pen's stroke, and a drawing that is centred as MNIST's are."""

import numpy as np
import pytest
import torch

from seeing import networks
from tests.support.node import run


def strokes(*drawn: list[tuple[float, float]]) -> np.ndarray:
    body = """const ink = new Float64Array(784);
    for (const way of a) {
        for (let i = 1; i < way.length; i += 1) m.penStroke(ink, way[i - 1], way[i]);
    }
    return [...ink];"""
    return np.array(run("cnn_explorer/pen.js", body, list(drawn))).reshape(28, 28)


def stroke(*points: tuple[float, float]) -> np.ndarray:
    return strokes(list(points))


def test_a_3_becomes_an_8_when_both_loops_are_closed():
    """What chapter 10 asks a reader to draw."""
    three = [(9, 6), (13, 4.5), (18, 6), (18.5, 9.5), (15, 13), (12, 13.5), (15, 14), (19, 17)]
    three += [(18.5, 21), (14, 23.5), (9, 22)]
    upper = [(9, 6), (8, 9), (10, 12.5), (12, 13.5)]
    lower = [(12, 13.5), (9, 16), (8, 19), (9, 22)]
    drawn = np.stack([strokes(three), strokes(three, upper), strokes(three, upper, lower)])
    with torch.no_grad():
        told = networks.load("mnist")(torch.tensor(drawn, dtype=torch.float32)[:, None])

    assert told.argmax(dim=1).tolist() == [3, 3, 8]


def test_a_stroke_is_as_wide_as_a_pen_and_ends_round():
    ink = stroke((5, 10), (20, 10))

    assert ink[9:11, 5:20].min() == 1
    assert ink.max() == 1
    assert ink[[7, 12]].max() < 0.3
    assert ink[:, :3].max() == ink[:, 23:].max() == 0


def test_a_stroke_may_leave_the_paper():
    assert stroke((-40, 14), (60, 14))[13:15].min() == 1
    assert stroke((-40, -40), (-30, -30)).max() == 0


@pytest.mark.parametrize("points", [[(3, 3), (9, 4), (5, 12)], [(1, 20), (27, 27)]])
def test_centred_as_mnist_does_it(points: list):
    ink = stroke(*points)
    centred = np.array(
        run(
            "cnn_explorer/pen.js",
            "return [...m.centredInk(Float64Array.from(a))];",
            ink.flatten().tolist(),
        )
    ).reshape(28, 28)

    rows, columns = np.nonzero(centred > 0.15)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == pytest.approx(20, abs=2)
    for axis in (0, 1):
        along = centred.sum(axis=1 - axis)
        assert np.dot(along, np.arange(28) + 0.5) / along.sum() == pytest.approx(14, abs=0.6)


def test_blank_paper_stays_blank():
    found = run("cnn_explorer/pen.js", "return [...m.centredInk(new Float64Array(784))];")

    assert set(found) == {0}
