"""A submitted file through the intake and into the course's notebook, as grading does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.intake.attempts import CourseCells
from autograder.intake.extract import extract_answers, splice
from autograder.intake.read_file import read


@dataclass(frozen=True)
class Rebuilt:
    """The notebook that feedback is made of, and what went into it."""

    notebook: NotebookNode
    parts: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]

    @property
    def answers(self) -> dict[str, str]:
        """Each answer as one text, as it stands in the notebook; the stub where none is."""
        return {name: "\n\n\n".join(parts) for name, parts in self.parts.items()}


def rebuild(
    path: Path, course: NotebookNode, *, size_limit_mib: float, root: Path | None = None
) -> Rebuilt:
    """Read a submission and put its answers into the course's notebook."""
    cells = CourseCells.of(course)
    extracted = extract_answers(read(path, size_limit_mib=size_limit_mib, root=root), cells)
    return Rebuilt(splice(course, extracted.parts), extracted.parts, extracted.notes)
