"""What was found of one answer: points by case group, the named mistake, and where it came from.

Data only. The sentences are for the student: no hidden input and no expected value is in them.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class EngineError(Exception):
    """Our own side failed: the answer is not graded, and is to be tried again."""


class Status(StrEnum):
    """How the judging of one answer ended."""

    JUDGED = "judged"
    NOT_WRITTEN = "not written yet"
    RAISED = "raised"
    LIMIT_HIT = "limit hit"
    BROKE_PROTOCOL = "broke the protocol"
    REFUSED = "nothing to grade"


@dataclass(frozen=True)
class GroupVerdict:
    """One case group.

    earned: all of `possible` when every case passed, else 0; also 0 of a group that earns only
        beside others, if no other does
    passed, total: cases; one that was not reached has not passed
    """

    name: str
    earned: float
    possible: float
    passed: int
    total: int

    def __post_init__(self) -> None:
        _check_types(self)
        if not 0 <= self.passed <= self.total:
            raise ValueError(f"{self.name}: {self.passed} of {self.total} cases cannot pass")
        if not (math.isfinite(self.possible) and 0 <= self.earned <= self.possible):
            raise ValueError(f"{self.name}: {self.earned} of {self.possible} points cannot be")


@dataclass(frozen=True)
class Verdict:
    """What one answer earns, and what its student is told.

    points: the most that the exercise gives
    mistake, help: name of the recognised mistake and its sentence of help, "" where there is none
    sentences: for the student; plain text, to be escaped where it is shown
    seed: the hidden cases were drawn with it
    engine: version of what decided, see `provenance.engine_version`
    """

    exercise: str
    status: Status
    points: float
    groups: tuple[GroupVerdict, ...]
    mistake: str
    help: str
    sentences: tuple[str, ...]
    seed: str
    engine: str

    def __post_init__(self) -> None:
        _check_types(self)
        if not math.isclose(math.fsum(g.possible for g in self.groups), self.points):
            raise ValueError(f"{self.exercise}: the groups' points do not make {self.points}")

    @property
    def earned(self) -> float:
        """Return the points, never more than there are: nbgrader fails a submission over that."""
        return min(math.fsum(group.earned for group in self.groups), self.points)

    @property
    def right(self) -> bool:
        """Tell whether every case passed."""
        return all(group.passed == group.total for group in self.groups)

    def to_json(self) -> str:
        """Write the verdict as one line, the same bytes for the same verdict."""
        return json.dumps(asdict(self), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Verdict:
        """Read what `to_json` wrote.

        raises ValueError for anything else: names too many, too few or twice, other types, NaN,
        points that cannot be
        """
        try:
            entry = json.loads(text, object_pairs_hook=_each_once, parse_constant=_refuse)
        except RecursionError as error:
            raise ValueError("not a verdict: nested too deep") from error
        entry = _named(cls, entry)
        groups, sentences = (_listed(entry[name]) for name in ("groups", "sentences"))
        entry["groups"] = tuple(GroupVerdict(**_named(GroupVerdict, group)) for group in groups)
        return cls(**entry | {"status": Status(entry["status"]), "sentences": tuple(sentences)})


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("not a verdict: a name stands twice")
    return dict(pairs)


def _refuse(constant: str) -> Any:
    raise ValueError(f"not a verdict: {constant}")


def _named(kind: type[Any], entry: Any) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    if not isinstance(entry, dict) or entry.keys() != names:
        raise ValueError(f"not a verdict: a {kind.__name__} has {', '.join(sorted(names))}")
    return dict(entry)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("not a verdict: a list is missing")
    return value


# By how each field is declared; exact types, since True is an int to Python.
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "Status": (Status,),
    "tuple[str, ...]": (tuple,),
    "tuple[GroupVerdict, ...]": (tuple,),
}


def _check_types(record: GroupVerdict | Verdict) -> None:
    for field in fields(record):
        value, declared = getattr(record, field.name), str(field.type)
        inner = {"tuple[str, ...]": str, "tuple[GroupVerdict, ...]": GroupVerdict}.get(declared)
        right = type(value) in _TYPES[declared]
        if not right or (inner and any(type(item) is not inner for item in value)):
            raise ValueError(f"{field.name} is not {declared}")
