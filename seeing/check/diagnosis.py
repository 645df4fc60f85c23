"""Run a student's code on the visible cases, and say what is wrong with it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from seeing import probes
from seeing.check import answer_key, built_on
from seeing.check.answer_key import Key, KeyCase
from seeing.check.findings import (
    NOT_WRITTEN,
    Finding,
    describe,
    explained,
    hand_over_problem,
)
from seeing.check.starting_code import still_as_given
from seeing.check.withheld import uses_what_is_withheld
from seeing.comparison import by_group, passes, points_by_group, size_of
from seeing.explanation import explain
from seeing.probes import Outcome

PRINTED_LIMIT = 2000  # characters kept of what the student's code prints


@dataclass(frozen=True)
class Result:
    """One case, what the student's code made of it, and whether that counts as right."""

    case: KeyCase
    outcome: Outcome
    passed: bool


@dataclass(frozen=True)
class GroupResult:
    """How the cases of one group went, and what it earns."""

    name: str
    earned: float
    passed: int
    total: int


@dataclass(frozen=True)
class Report:
    """What `check` has to say.

    finding: what to do next, None where all cases pass
    example: the counter-example that goes with the finding, if it has one
    printed: the beginning of what the student's code printed
    old: says so where the answer was changed since, and the change has not come into force
    """

    key: Key
    results: tuple[Result, ...] = ()
    finding: Finding | None = None
    example: Result | None = None
    printed: str = ""
    old: str = ""

    @property
    def passed(self) -> bool:
        """Tell whether every visible case passes."""
        return self.finding is None

    @property
    def groups(self) -> list[GroupResult]:
        """Count the passed cases of each group."""
        of_cases = [result.case.group for result in self.results]
        marks = by_group(self.key.groups, of_cases, [result.passed for result in self.results])
        earned = points_by_group(self.key.groups, marks, self.key.not_alone)
        return [
            GroupResult(name, earned[name], sum(passed), len(passed))
            for name, passed in marks.items()
        ]

    def after(self, first: str) -> Report:
        """Return the same report of an answer that is wrong, with another to look at first."""
        if self.finding is None:
            return self
        words = f"First look at `{first}`, which your `{self.key.name}` uses: its own check fails."
        return replace(self, finding=replace(self.finding, help=f"{words} {self.finding.help}"))

    @property
    def headline(self) -> str:
        """Say in one line how it went."""
        right = sum(result.passed for result in self.results)
        if self.passed:
            return f"{self.key.name} is right in all {right} cases"
        if not self.results:
            return f"{self.key.name} cannot be checked yet"
        return f"{self.key.name} is right in {right} of {len(self.results)} cases"


def diagnose(key: Key, objects: Sequence[Any]) -> Report:
    """Exercise the student's objects, and find the most useful thing to say.

    objects: what the student handed to `check`, in the order of `key.objects`
    """
    problem = (
        hand_over_problem(key, objects)
        or uses_what_is_withheld(key, objects)
        or still_as_given(key, objects)
    )
    if problem:
        return Report(key, finding=problem)
    probe = probes.named(key.probe)
    yardstick = probes.named(key.yardstick) if key.yardstick else None

    def ask(case: KeyCase) -> Outcome:
        given = partial(probes.observe, probe, objects, case.inputs)
        return probes.in_time(given, yardstick, case.inputs, case.at_most)

    printed = _FirstWords()
    with contextlib.redirect_stdout(printed):
        came = [ask(case) for case in key.cases]
    measure = probes.named(key.measure) if key.measure else None
    outcomes = [
        probes.measured(measure, outcome, case.unseen)
        for case, outcome in zip(key.cases, came, strict=True)
    ]
    passed = passes([case.expected for case in key.cases], outcomes)
    results = tuple(map(Result, key.cases, outcomes, passed))
    if all(result.passed for result in results):
        return Report(key, results, printed=printed.text)
    errors = [result.outcome.exception for result in results]
    unwritten = [error for error in errors if isinstance(error, NotImplementedError)]
    if unwritten:
        finding = built_on.unwritten(key, unwritten[0], answer_key.names())
        if finding:
            return Report(key, results, finding, printed=printed.text)
    if len(unwritten) == len(results):
        return Report(key, finding=NOT_WRITTEN)
    finding, example = _explain(key, results)
    return Report(key, results, finding, example, printed.text)


def _explain(key: Key, results: Sequence[Result]) -> tuple[Finding, Result]:
    """Name the mistake if it is a known one; else say what is true of all cases that fail."""
    why = explain(
        [result.case.inputs for result in results],
        [result.case.group for result in results],
        [result.case.about for result in results],
        [result.case.expected for result in results],
        [result.outcome for result in results],
        {name: [result.case.mistakes[name] for result in results] for name in key.mistakes},
    )
    if why.mistakes:
        name = why.mistakes[0]
        example = smallest([results[i] for i in why.explained])
        return Finding(f"Looks like: {name}", why.hint(key.mistakes), mistake=name), example
    example = smallest([result for result in results if not result.passed])
    return explained(describe(example.case, example.outcome), why), example


def smallest(failing: Sequence[Result]) -> Result:
    """Choose the counter-example that shows the fewest numbers, in its inputs and what is due.

    A case that should raise comes last: it shows no arithmetic.
    """

    def shown(result: Result) -> int:
        return size_of(result.case.inputs) + size_of(result.case.expected.arrays)

    return min(failing, key=lambda r: (bool(r.case.expected.error), shown(r)))


@dataclass
class _FirstWords(io.TextIOBase):
    """A place to print to that keeps the beginning only; a loop may print without end."""

    parts: list[str] = field(default_factory=list)
    room: int = PRINTED_LIMIT

    def writable(self) -> bool:
        return True

    def write(self, words: str, /) -> int:
        self.parts.append(words[: self.room])
        self.room -= len(self.parts[-1])
        if not self.parts[-1]:
            self.parts.pop()
        return len(words)

    @property
    def text(self) -> str:
        return "".join(self.parts)
