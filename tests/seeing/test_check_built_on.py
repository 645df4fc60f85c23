"""An answer that uses another exercise's function: which of the two is to be mended."""

from typing import Any

import numpy as np
import pytest

from autograder.release import answer_key
from seeing.check import CheckFailed, check

CHAPTER = "01_computation_graphs"
NODE = """
import numpy as np
class Node:
    def __init__(self, val, parents=()):
        self.val, self.parents = np.asarray(val, dtype=float), list(parents)
        self.grad = np.zeros_like(self.val)
class Add(Node):
    def __init__(self, a, b):
        super().__init__(a.val + b.val, [a, b])
    def backpropagate(self):
        for one in self.parents:
            one.grad = one.grad + unbroadcast(self.grad, one.val.shape)
"""
UNWRITTEN = """
def unbroadcast(grad, shape):
    raise NotImplementedError("unbroadcast is not written yet")
"""
WRONG = "def unbroadcast(grad, shape):\n    return grad.sum() * np.ones(shape)\n"
RIGHT = """
def unbroadcast(grad, shape):
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    stretched = tuple(i for i, n in enumerate(shape) if n == 1)
    return grad.sum(axis=stretched, keepdims=True)
"""


@pytest.fixture(autouse=True, scope="module")
def key() -> None:
    answer_key.write(CHAPTER)


def add_beside(helper: str) -> Any:
    names: dict[str, Any] = {}
    exec(compile(NODE + helper, "<ipython-input-1>", "exec"), names)
    return names["Add"]


def said_of(helper: str) -> str:
    with pytest.raises(CheckFailed) as failed:
        check("Add", add_beside(helper))
    return str(failed.value)


def test_what_is_not_written_yet_is_named():
    said = said_of(UNWRITTEN)

    assert "unbroadcast is not written yet" in said
    assert "Your `Add` calls `unbroadcast`" in said


def test_what_fails_its_own_check_is_to_be_looked_at_first():
    assert "First look at `unbroadcast`, which your `Add` uses: its own check fails." in said_of(
        WRONG
    )


def test_a_wrong_answer_beside_a_right_one_is_its_own_fault():
    sign = NODE.replace("one.grad + unb", "one.grad - unb")
    names: dict[str, Any] = {}
    exec(sign + RIGHT, names)

    with pytest.raises(CheckFailed) as failed:
        check("Add", names["Add"])

    assert "First look" not in str(failed.value)


def test_a_right_answer_beside_a_right_one_passes():
    check("Add", add_beside(RIGHT))


def test_ones_own_stub_is_not_called_anothers():
    def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
        raise NotImplementedError

    with pytest.raises(CheckFailed, match=r"unbroadcast cannot be checked yet\. Not written yet"):
        check("unbroadcast", unbroadcast)
