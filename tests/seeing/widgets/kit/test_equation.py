"""A sum of products is written out."""

from tests.support.node import run


def test_the_sum_is_written_out_with_its_signs() -> None:
    terms = [{"k": -1, "x": 25000}, {"k": 1, "x": 28000}, {"k": -1 / 3, "x": -3}]

    text = run("kit/equation.js", 'return m.equationText("y[0]", a, -27000.5);', terms)

    assert text == "y[0] = −1·25000 + 1·28000 − 1/3·(−3) = −27000.5"
