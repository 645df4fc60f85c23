"""The exercises: points, cases, references and the mistakes that students make.

One package or module a chapter: `notebooks/07_convolution_filters.md` has its exercises in
`c07_convolution_filters`, which names them in `EXERCISES`, and in `HIDE`, if it has one, the
packages that the answers have to do without.

A reference imports torch where it is called, in a process of its own; the grader's own
process does without it, unless a chapter's known mistakes are written in torch.
"""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType

from autograder.exercises.model import Case, Exercise, Mistake, mistake, oracle
from seeing.probes import call_function


def load(chapter: str, package: str = __name__) -> dict[str, Exercise]:
    """Return a chapter's exercises by name, in the order of the chapter.

    chapter: such as "07_convolution_filters"; a chapter without a module has no exercises
    package: where the modules are; an instructor's own are in a package of their own
    """
    exercises: tuple[Exercise, ...] = getattr(_module(chapter, package), "EXERCISES", ())
    return {exercise.name: exercise for exercise in exercises}


def hidden_packages(chapter: str, package: str = __name__) -> tuple[str, ...]:
    """Return the packages that a chapter's answers have to do without, from its `HIDE`.

    Where an exercise asks for one's own loops, the library that would do it is not to be there.
    """
    hidden: tuple[str, ...] = getattr(_module(chapter, package), "HIDE", ())
    return hidden


def _module(chapter: str, package: str) -> ModuleType | None:
    name = f"{package}.c{chapter}"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


__all__ = [
    "Case",
    "Exercise",
    "Mistake",
    "call_function",
    "hidden_packages",
    "load",
    "mistake",
    "oracle",
]
