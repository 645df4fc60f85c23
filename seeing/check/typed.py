"""What a student has typed for an answer in this session, as IPython's history has it."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Any

from IPython.core.getipython import get_ipython


def latest(names: Sequence[str]) -> str:
    """Return the cell that was run last of those that define one of these names; "" for none.

    Whether it could be run does not matter: IPython keeps what is no Python, too.
    """
    shell = get_ipython()
    if shell is None:
        return ""
    either = "|".join(map(re.escape, names))
    defines = re.compile(rf"^(?:(?:def|class)\s+(?:{either})\b|(?:{either})\s*=)", re.MULTILINE)
    typed: list[str] = getattr(shell.history_manager, "input_hist_raw", [])
    return next((text for text in reversed(typed) if defines.search(text)), "")


def out_of_force(names: Sequence[str]) -> str:
    """Say so where the latest text of an answer is no Python, so that an older one is checked."""
    shell: Any = get_ipython()
    text = latest(names)
    if not text:
        return ""
    try:
        ast.parse(shell.transform_cell(text))
    except SyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else "one of its lines"
        return (
            f"The cell of `{names[0]}` that you ran last has a syntax error in {where}, so nothing "
            f"of it is in force. What was checked here is `{names[0]}` as it was before."
        )
    return ""
