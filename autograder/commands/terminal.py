"""What the commands show on a terminal: how far they are, and lists of students."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

MOST_LISTED = 20


def count(text: str) -> int:
    """Read an option that is a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number from 1 is needed")
    return int(text)


def printable(line: str) -> str:
    """Return a line without what repaints a terminal (test_a_name_cannot_repaint_the_terminal)."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


@contextmanager
def progress(task: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr: stdout is for the results."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        row = bar.add_task(task, total=None)
        yield lambda done, of: bar.update(row, completed=done, total=of)


def show_list(
    console: Any, title: str, said: Mapping[str, str], most: int | None = MOST_LISTED
) -> None:
    """Print a line for each name, at most so many."""
    from rich.text import Text  # Text, not str: a student's name may look like rich's markup

    if said:
        console.print(f"{title}:")
    for student, why in sorted(said.items())[:most]:
        console.print(Text(f"  {printable(f'{student}: {why}')}"))
    if most is not None and len(said) > most:
        console.print(f"  and {len(said) - most} more")
