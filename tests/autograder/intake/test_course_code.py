"""Which cells are run for an answer, however many there are."""

import pytest

from autograder.intake.course_code import cells_that_define

CELLS = ("START = LEAST", "unused = 1", "def part(x): return x[START:]", "LEAST = 0")


def test_cells_come_with_those_that_they_need_in_the_notebooks_order():
    assert cells_that_define(["part", "x"], CELLS) == (CELLS[0], CELLS[2], CELLS[3])


@pytest.mark.timeout(30, func_only=True)
def test_a_chain_of_ten_thousand_cells_is_followed_at_once():
    chain = [f"a{n} = a{n + 1}" for n in range(10_000)]

    assert cells_that_define(["a0"], chain) == tuple(chain)
