"""Whose fault it is where an answer uses another exercise's function."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import CodeType, FunctionType
from typing import Any

from seeing.check.answer_key import Key
from seeing.check.findings import Finding, frames_of_the_student

READS = {"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"}
Passes = Callable[[str, Mapping[str, Any]], bool]


def unwritten(key: Key, error: NotImplementedError, exercises: Sequence[str]) -> Finding | None:
    """Name the answer to another exercise that is not written yet, if that is what stopped it.

    error: what a case raised
    exercises: names of all exercises
    """
    names = [frame.f_code.co_qualname.split(".")[0] for frame, _ in frames_of_the_student(error)]
    if not names or names[-1] in key.objects or names[-1] not in exercises:
        return None
    return Finding(
        f"{names[-1]} is not written yet",
        f"Your `{key.name}` calls `{names[-1]}`, which still raises NotImplementedError: do that "
        "one first, then come back.",
    )


def not_right(key: Key, objects: Sequence[Any], exercises: Sequence[str], passes: Passes) -> str:
    """Name another exercise's answer that the objects use and whose own check fails; "" if none.

    exercises: names of all exercises
    passes: told a name and what stands under its objects' names, whether its check passes
    """
    others = {
        name: scope
        for name, scope in _used(objects)
        if name in scope and name in exercises and name not in (key.name, *key.objects)
    }
    return next((name for name, scope in others.items() if not passes(name, scope)), "")


def _used(objects: Sequence[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the global names that functions, or the methods of classes, use, with their globals."""
    for one in objects:
        for function in functions_of(one):
            for code in codes_of(function):
                yield from ((name, function.__globals__) for name in global_names(code))


def functions_of(one: Any) -> list[FunctionType]:
    """Return what is called of an object: itself, or the methods of a class."""
    if inspect.isclass(one):
        return [f for f in vars(one).values() if isinstance(f, FunctionType)]
    return [one] if isinstance(one, FunctionType) else []


def codes_of(function: FunctionType | CodeType) -> Iterator[CodeType]:
    """Give the code of a function, and of the functions and comprehensions within it."""
    code = function.__code__ if isinstance(function, FunctionType) else function
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes_of(constant)


def global_names(code: CodeType) -> list[str]:
    """Return the global names that code reads; `co_names` would hold its attributes' too."""
    steps = dis.get_instructions(code)
    return [str(step.argval) for step in steps if step.opname in READS]
