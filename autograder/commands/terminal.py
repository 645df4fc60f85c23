"""What the commands show on a terminal: how far they are, and lists of students."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

MOST_LISTED = 20


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
        # What repaints a terminal is no name (test_a_name_cannot_repaint_the_terminal).
        line = f"{student}: {why}"
        shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
        console.print(Text(f"  {shown}"))
    if most is not None and len(said) > most:
        console.print(f"  and {len(said) - most} more")
