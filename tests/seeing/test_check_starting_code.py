"""Code that an answer starts from is not diagnosed before anything in it was changed."""

import inspect
from pathlib import Path
from typing import Any

import pytest

from autograder.release import answer_key
from seeing import broken_loops
from seeing.check import CheckFailed, check

LOOPS = [f"loop_{number}" for number in range(1, 7)]


@pytest.fixture(autouse=True, scope="module")
def key() -> None:
    answer_key.write("02_from_graphs_to_pytorch")


def said_of(name: str, given: Any) -> str:
    with pytest.raises(CheckFailed) as failed:
        check(name, given)
    return str(failed.value)


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_that_nobody_touched_is_left_alone(name: str):
    said = said_of(name, getattr(broken_loops, name))

    assert "Nothing is changed yet" in said
    assert "Looks like" not in said


def test_a_comment_and_an_empty_line_change_nothing(tmp_path):
    text = inspect.getsource(broken_loops.loop_1).replace(
        "    losses = []", "\n    # why?\n    losses = []"
    )

    assert "Nothing is changed yet" in said_of("loop_1", typed(text, tmp_path))


def test_another_name_is_a_change(tmp_path):
    text = inspect.getsource(broken_loops.loop_1).replace("losses", "noted")

    assert "Looks like" in said_of("loop_1", typed(text, tmp_path))


def test_a_function_without_a_text_is_diagnosed():
    names: dict[str, Any] = dict(vars(broken_loops))
    exec(inspect.getsource(broken_loops.loop_1), names)

    assert "Looks like" in said_of("loop_1", names["loop_1"])


def typed(text: str, folder: Path) -> Any:
    """Import a function from a file of its own, as a notebook's cell is one to Python."""
    head = "from __future__ import annotations\nfrom torch.nn import functional as F\n"
    (folder / "typed_by_a_student.py").write_text(head + text)
    names: dict[str, Any] = {}
    path = str(folder / "typed_by_a_student.py")
    exec(compile(head + text, path, "exec"), names)
    return names["loop_1"]
