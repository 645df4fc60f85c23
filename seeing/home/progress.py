"""How far a student is: by chapter and exercise, with the points so far and a place to go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from pathlib import Path
from typing import Any

from seeing.check import answer_key, record
from seeing.home import notebooks
from seeing.home.notebooks import SavedNotebook
from seeing.home.page import Shown


class HowFar(StrEnum):
    """How far one exercise is."""

    RIGHT = "right"
    CHANGED = "changed since it was right"
    BEGUN = "begun"
    UNTOUCHED = "untouched"


SIGNS = {HowFar.RIGHT: "✓", HowFar.CHANGED: "↻", HowFar.BEGUN: "◐", HowFar.UNTOUCHED: "○"}


@dataclass(frozen=True)
class ExerciseProgress:
    """One exercise, and its points by what `check` said last."""

    name: str
    state: HowFar
    points: float
    most: float


@dataclass(frozen=True)
class ChapterProgress:
    """A chapter whose notebook lies in the folder."""

    name: str
    title: str
    exercises: tuple[ExerciseProgress, ...]

    @property
    def points(self) -> float:
        """The points so far."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def most(self) -> float:
        """All points that `check` can tell of."""
        return sum(exercise.most for exercise in self.exercises)


def chapters(folder: Path) -> list[ChapterProgress]:
    """Look at the saved notebooks of a folder, and at what `check` wrote down there.

    raises AnswerKeyMissingError
    """
    known = record.read(folder)
    found = []
    for name, points in answer_key.chapters().items():
        notebook = notebooks.of_chapter(folder, name)
        if notebook is not None:
            found.append(
                ChapterProgress(name, notebook.title, tuple(_exercises(notebook, points, known)))
            )
    return found


def _exercises(
    notebook: SavedNotebook, points: Mapping[str, float], known: Mapping[str, dict[str, Any]]
) -> Iterator[ExerciseProgress]:
    for name, most in points.items():
        entry = known.get(name, {})
        state = _state(notebook, name, entry)
        earned = float(entry.get("points", 0)) if state in (HowFar.RIGHT, HowFar.BEGUN) else 0.0
        yield ExerciseProgress(name, state, earned, most)


def _state(notebook: SavedNotebook, name: str, entry: Mapping[str, Any]) -> HowFar:
    """Tell how far an exercise is; what was checked counts while its text is still there.

    A notebook that was saved before the check cannot tell.
    """
    saved_before = notebook.path.stat().st_mtime < entry.get("at", 0)
    if entry.get("right"):
        holds = saved_before or entry.get("text") in notebook.digests
        return HowFar.RIGHT if holds else HowFar.CHANGED
    cells = notebook.answers(name)
    untouched = all(cell.is_untouched for cell in cells)
    return HowFar.UNTOUCHED if untouched and not entry.get("points") else HowFar.BEGUN


def next_one(found: list[ChapterProgress]) -> tuple[ChapterProgress, ExerciseProgress] | None:
    """Return where to go on: in the latest chapter that is begun, else in the first."""
    begun = [c for c in found if any(e.state is not HowFar.UNTOUCHED for e in c.exercises)]
    for chapter in [*reversed(begun), *found]:
        for exercise in chapter.exercises:
            if exercise.state is not HowFar.RIGHT:
                return chapter, exercise
    return None


def progress(folder: str | Path = ".") -> Shown:
    """Show which exercises are right, begun or untouched, the points so far, and where to go on.

    folder: where the notebooks lie; save them first, for they are read as they are saved

    >>> progress()  # doctest: +SKIP
    07 Convolution filters    4 of 12    ✓ conv1d  ◐ conv2d  ○ true_convolution2d
    """
    found = chapters(Path(folder))
    return Shown(_html(found), _text(found), "How far you are")


def _points(value: float) -> str:
    return f"{value:g}"


def _go_on(found: list[ChapterProgress]) -> tuple[str, str]:
    """Return where to go on, as HTML and as text."""
    place = next_one(found)
    if place is None:
        said = "Every exercise here is right." if found else "No chapter lies in this folder."
        return said, said
    chapter, exercise = place
    link = f'<a href="{escape(chapter.name)}.ipynb">{escape(chapter.title)}</a>'
    return (
        f"Go on with <code>{escape(exercise.name)}</code> in {link}.",
        f"Go on with {exercise.name} in {chapter.name}.ipynb.",
    )


def _html(found: list[ChapterProgress]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(c.name)}.ipynb">{escape(c.title)}</a></th>'
        f"<td>{_states(c)}</td>"
        f'<td class="sk-number">{_points(c.points)} of {_points(c.most)}</td></tr>'
        for c in found
    )
    signs = ", ".join(f"{sign} {state}" for state, sign in SIGNS.items())
    return (
        f'<p>{_go_on(found)[0]}</p><div class="sk-scroll" tabindex="0" role="group" '
        f'aria-label="Table of chapters"><table><thead><tr><th scope="col">chapter</th>'
        f'<th scope="col">exercises</th><th scope="col" class="sk-number">points so far</th></tr>'
        f'</thead><tbody>{rows}</tbody></table></div><p class="sk-note">{signs}. Points are '
        f"those of <code>check</code>; grading tries further cases of the same kinds.</p>"
    )


def _states(chapter: ChapterProgress) -> str:
    """List the exercises; of a chapter that nobody has begun, their number does."""
    if all(exercise.state is HowFar.UNTOUCHED for exercise in chapter.exercises):
        return f"{SIGNS[HowFar.UNTOUCHED]} {len(chapter.exercises)} {HowFar.UNTOUCHED}"
    return f'<ul class="sk-states">{"".join(map(_item, chapter.exercises))}</ul>'


def _item(exercise: ExerciseProgress) -> str:
    kind = "sk-right" if exercise.state is HowFar.RIGHT else "sk-open"
    return (
        f'<li class="{kind}"><b aria-hidden="true">{SIGNS[exercise.state]}</b> '
        f'{escape(exercise.name)}<span class="sk-unseen">: {exercise.state}</span></li>'
    )


def _text(found: list[ChapterProgress]) -> str:
    wide = max((len(c.title) for c in found), default=0)
    lines = [
        f"{c.title:<{wide}}  {_points(c.points):>4} of {_points(c.most):<4}  "
        + "  ".join(f"{SIGNS[e.state]} {e.name}" for e in c.exercises)
        for c in found
    ]
    return "\n".join([_go_on(found)[1], "", *lines])
