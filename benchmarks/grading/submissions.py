"""Twenty students: right in several styles, with warnings, partly wrong, unfinished, blank."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

from benchmarks.grading.answers import STYLES, TORCH
from benchmarks.grading.exercises.six_torch_mistakes import MISTAKES

Answers = dict[str, str]  # by exercise; one that is missing is left as it was released
NAMES = tuple(TORCH)
WARNS = """\
import sys, warnings
warnings.warn("an old function, to be replaced one day", DeprecationWarning)
print("a line on stderr", file=sys.stderr)
"""


def mistaken(exercise: str, which: int) -> str:
    """Return a known mistake as the student's own cell."""
    (function,) = MISTAKES[exercise][which].objects
    source = inspect.getsource(function).replace(": Any", "").replace(" -> Any", "")
    return re.sub(r"^def \w+", f"def {exercise}", source)


def _mixed(turn: int) -> Answers:
    return {name: STYLES[(turn + i) % len(STYLES)][name] for i, name in enumerate(NAMES)}


def _twenty() -> Iterator[tuple[str, Answers]]:
    for number, style in enumerate(STYLES):
        yield f"right_{number}", dict(style)
        yield f"right_mixed_{number}", _mixed(number)
    for number in range(2):
        yield f"right_warns_{number}", {n: WARNS + text for n, text in STYLES[number].items()}
    for number, name in enumerate(NAMES):
        following = NAMES[(number + 1) % len(NAMES)]
        wrong = {name: mistaken(name, 0), following: mistaken(following, 1)}
        yield f"wrong_{name}", _mixed(number) | wrong
    yield "wrong_everywhere", {name: mistaken(name, 1) for name in NAMES}
    yield "half_done", {name: TORCH[name] for name in NAMES[:3]}
    yield "does_not_run", TORCH | {"train": "def train(weights:\n    return weights"}
    yield "blank", {}


TWENTY = dict(_twenty())
RIGHT = tuple(student for student in TWENTY if student.startswith("right"))


def signed(answers: Answers, student: str) -> Answers:
    """Make the answers this student's own: the same bytes twice would be graded once."""
    return {name: f"{text}\n# {student}\n" for name, text in answers.items()}
