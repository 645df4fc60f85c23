"""Why an answer is wrong: known mistakes where they explain it, and facts where they do not.

The one place that decides it: for `check` beside the student, and for the judge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from seeing.comparison import Wanted, name_mistakes
from seeing.explanation.facts import Facts, facts_of
from seeing.probes import Outcome


@dataclass(frozen=True)
class Explanation:
    """What can be said of all wrong cases together.

    mistakes: names, the one that explains most first
    explained: the cases that they explain
    shares: whole sentences, how much each of them explains, where one does not explain all
    facts: what is true of the cases that no mistake explains
    """

    mistakes: tuple[str, ...] = ()
    explained: tuple[int, ...] = ()
    shares: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)


def explain(
    inputs: Sequence[Mapping[str, Any]],
    groups: Sequence[str],
    abouts: Sequence[str],
    expected: Sequence[Wanted],
    outcomes: Sequence[Outcome],
    mistakes: Mapping[str, Sequence[Wanted]],
    *,
    hidden: bool = False,
) -> Explanation:
    """Find what explains the wrong cases, or what they have in common.

    inputs, groups, abouts, expected, outcomes: one a case
    mistakes: for each known mistake what it gives in each case, the more particular first
    hidden: whether no number of an input may be said
    """
    cases = list(zip(expected, outcomes, strict=True))
    wrong = [i for i, (wanted, outcome) in enumerate(cases) if not wanted.matches(outcome)]
    if not wrong:
        return Explanation()
    named = name_mistakes(outcomes, expected, mistakes)
    explained = sorted(i for _, cases_of in named for i in cases_of)
    if named and len(explained) == len(wrong):
        return Explanation(_names(named), tuple(explained), _shares(named, len(wrong)))
    with np.errstate(all="ignore"):  # what came back may hold anything
        facts = facts_of(inputs, groups, abouts, expected, outcomes, wrong, hidden=hidden)
    if not named or (facts.relations and facts.hold_in_all):
        return Explanation(facts=facts)  # what is true of all tells more than a name for some
    return Explanation(_names(named), tuple(explained), _shares(named, len(wrong)))


def _names(named: Sequence[tuple[str, list[int]]]) -> tuple[str, ...]:
    return tuple(name for name, _ in named)


def _shares(named: Sequence[tuple[str, list[int]]], wrong: int) -> tuple[str, ...]:
    if len(named[0][1]) == wrong:
        return ()
    most, rest = len(named[0][1]), wrong - len(named[0][1])
    first = f"That explains {most} of the {wrong} cases that are wrong"
    if len(named) == 1:
        return (f"{first}.",)
    other = len(named[1][1])
    some = "the others look" if other == rest else f"{other} of the {rest} others look"
    which = "the other one looks" if rest == 1 else some
    return (f"{first}; {which} like: {named[1][0]}.",)
