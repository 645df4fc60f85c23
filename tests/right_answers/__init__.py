"""Right answers in the styles that students write, none of which may be rejected.

A module a chapter: that of `07_convolution_filters` is `c07_convolution_filters`. Its
`RIGHT_ANSWERS` holds several answers for each exercise: a function, or a tuple of what is handed
to `check` where that is more than one object.
"""

from __future__ import annotations

import importlib
from typing import Any


def of(chapter: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return for each exercise of a chapter its right answers, each as the objects of a probe."""
    known = importlib.import_module(f"{__name__}.c{chapter}").RIGHT_ANSWERS
    return {name: [as_objects(answer) for answer in answers] for name, answers in known.items()}


def as_objects(answer: Any) -> tuple[Any, ...]:
    return answer if isinstance(answer, tuple) else (answer,)


def name_of(objects: tuple[Any, ...]) -> str:
    """Name an answer by its last object, for a test's own name."""
    return str(getattr(objects[-1], "__qualname__", objects[-1]))
