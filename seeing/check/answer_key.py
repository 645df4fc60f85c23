"""Read an exercise's answer key: data that the release made, never code."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from seeing.comparison import Wanted

FOLDER = Path(__file__).resolve().parent.parent / "answer_keys"


class AnswerKeyMissingError(FileNotFoundError):
    """There are no answer keys; the release makes them."""


class UnknownExerciseError(LookupError):
    """No exercise has that name."""


@dataclass(frozen=True)
class KeyCase:
    """One visible case: its inputs, the right outcome, and what each mistake would give.

    at_most: how many times as long as the yardstick an answer may take; 0 for any time
    """

    group: str
    about: str
    inputs: Mapping[str, Any]
    expected: Wanted
    mistakes: Mapping[str, Wanted]
    unseen: Mapping[str, Any] = field(default_factory=dict)
    at_most: float = 0.0


@dataclass(frozen=True)
class Key:
    """What `check` knows of one exercise.

    probe, measure, yardstick: names of functions in `seeing.probes`; most exercises have a probe
        alone
    withheld: packages that answers have to do without
    starts_as: the body of a function that the answer starts from and is to repair, "" for others
    objects: names of what the student hands over
    groups: points by case group
    not_alone: those of them that earn only beside another, see `comparison.points_by_group`
    mistakes: one sentence of help by name, the more particular mistakes first
    """

    name: str
    points: float
    probe: str
    objects: tuple[str, ...]
    groups: Mapping[str, float]
    mistakes: Mapping[str, str]
    cases: tuple[KeyCase, ...]
    measure: str = ""
    yardstick: str = ""
    withheld: tuple[str, ...] = ()
    starts_as: str = ""
    not_alone: tuple[str, ...] = ()


def find(name: str) -> Key:
    """Look an exercise up in the keys of all chapters.

    raises AnswerKeyMissingError, or UnknownExerciseError with the nearest name
    """
    known = _entries()
    if name not in known:
        near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise UnknownExerciseError(f"no exercise is called {name!r}; {hint}")
    return _key(name, known[name])


def names() -> list[str]:
    """Return the names of all exercises; raises AnswerKeyMissingError."""
    return list(_entries())


def chapters() -> dict[str, dict[str, float]]:
    """Return each chapter's exercises with their points, in the course's order.

    raises AnswerKeyMissingError
    """
    _entries()
    return {
        file.stem: {name: entry["points"] for name, entry in _of(file).items()}
        for file in sorted(FOLDER.glob("*.json"))
    }


def _entries() -> dict[str, Any]:
    files = sorted(FOLDER.glob("*.json"))
    if not files:
        raise AnswerKeyMissingError(
            f"there are no answer keys in {FOLDER}; `python -m autograder release` writes them"
        )
    known: dict[str, Any] = {}
    for file in files:
        known |= _of(file)
    return known


def _of(file: Path) -> dict[str, Any]:
    return _parsed(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=32)  # one check asks several times, and it takes a tenth of a second
def _parsed(file: Path, changed_ns: int) -> dict[str, Any]:
    exercises: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["exercises"]
    return exercises


def _key(name: str, entry: Mapping[str, Any]) -> Key:
    return Key(
        name=name,
        points=entry["points"],
        probe=entry["probe"],
        objects=tuple(entry["objects"]),
        groups=entry["groups"],
        mistakes=entry["mistakes"],
        cases=tuple(_case(case, entry["mistakes"]) for case in entry["cases"]),
        measure=entry.get("measure", ""),
        yardstick=entry.get("yardstick", ""),
        withheld=tuple(entry["withheld"]),
        starts_as=entry.get("starts_as", ""),
        not_alone=tuple(entry.get("not_alone", ())),
    )


def _case(case: Mapping[str, Any], mistakes: Mapping[str, str]) -> KeyCase:
    expected = _wanted(case["expected"])
    shown = case["mistakes"]
    return KeyCase(
        group=case["group"],
        about=case["about"],
        inputs={name: _value(value) for name, value in case["inputs"].items()},
        expected=expected,
        # A mistake that the file leaves out gives the right outcome in this case.
        mistakes={m: _wanted(shown[m]) if m in shown else expected for m in mistakes},
        unseen={name: _value(value) for name, value in case.get("unseen", {}).items()},
        at_most=case.get("at_most", 0.0),
    )


def _wanted(outcome: Mapping[str, Any]) -> Wanted:
    if "error" in outcome:
        return Wanted({}, {}, outcome["error"])
    arrays = {name: _value(entry) for name, entry in outcome.items()}
    # What a mistake lets grow without end has an infinite tolerance, which JSON has no number for.
    return Wanted(arrays, {name: float(entry["tolerance"]) for name, entry in outcome.items()})


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    entries = np.array([float(v) for v in value["entries"]], dtype=value["dtype"])
    return entries.reshape(value["shape"])
