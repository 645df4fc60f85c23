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
from seeing.probes.own_errors import OWN_ERRORS


@dataclass(frozen=True)
class Explanation:
    """What can be said of all wrong cases together.

    mistakes: one name that explains all cases in which no error is due, or two that do so together,
        the larger share first
    share: a sentence, how many of the wrong cases each fits; "" where nothing is named
    likeness: a sentence, where mistakes explain a part only: what they explain, and no more, since
        another cause may show alike; "" else
    explained: the cases that the mistakes of either kind explain
    facts: what is true of the wrong cases, where mistakes do not explain them all
    """

    mistakes: tuple[str, ...] = ()
    share: str = ""
    likeness: str = ""
    explained: tuple[int, ...] = ()
    facts: Facts = field(default_factory=Facts)

    def hint(self, help_of: Mapping[str, str]) -> str:
        """Return what is known of the answer, then the help of the mistake that it looks like.

        That outcomes are the same is a fact. How they came about is none: the same numbers may come
        of other code, so what the help says is said of the mistake.
        help_of: by the name of a mistake
        """
        return f"{self.share} If you made it: {help_of[self.mistakes[0]]}"


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
    explained = _cases_of(named)
    # That an error is due is a question of its own, beside how the numbers come about.
    of_numbers = {i for i in wrong if not expected[i].error} or set(wrong)
    if named and of_numbers <= set(explained):
        share = _share(named, outcomes, len(wrong) - len(explained))
        return Explanation(tuple(name for name, _ in named), share, explained=explained)
    with np.errstate(all="ignore"):  # what came back may hold anything
        facts = facts_of(inputs, groups, abouts, expected, outcomes, wrong, hidden=hidden)
    # In a single case much comes out alike.
    alike = [(name, cases_of) for name, cases_of in named if len(cases_of) > 1]
    if not alike or (facts.relations and facts.hold_in_all):
        return Explanation(facts=facts)  # what is true of all tells more than a name for some
    likeness = _likeness(alike, len(wrong))
    return Explanation(likeness=likeness, explained=_cases_of(alike), facts=facts)


def _cases_of(named: Sequence[tuple[str, list[int]]]) -> tuple[int, ...]:
    return tuple(sorted(i for _, cases in named for i in cases))


def _share(named: Sequence[tuple[str, list[int]]], outcomes: Sequence[Outcome], errors: int) -> str:
    """Say in how many cases each of the mistakes gives the same, and what is beside them.

    errors: how many of the wrong cases they leave, in which an error is due
    """
    counts = [len(cases) for _, cases in named]
    raised = _error_of_all([outcomes[i] for i in named[0][1]])
    # Where nothing but an error came, that is all they are known to have in common.
    same = (
        f"raises {raised}, as this mistake does" if raised else "does just what this mistake does"
    )
    if len(named) == 1 and not errors:
        which = "the case that is" if counts[0] == 1 else f"all {counts[0]} cases that are"
        return f"In {which} wrong, yours {same}."
    words = f"In {counts[0]} of the {sum(counts) + errors} cases that are wrong, yours {same}"
    if len(named) == 2:
        rest = "the other one" if counts[1] == 1 else "the others"
        which = f"{counts[1]} more" if errors else rest
        raised = _error_of_all([outcomes[i] for i in named[1][1]])
        same = f"it raises {raised}, as “{{}}” does" if raised else "just what “{}” does"
        words += f"; in {which}, {same.format(named[1][0])}"
    if errors:
        words += f"; in the {'other one' if errors == 1 else 'others'} an error is due"
    return f"{words}."


def _error_of_all(outcomes: Sequence[Outcome]) -> str:
    """Return the error that the code raised in all these cases, "" where there is no one such."""
    errors = {outcome.error for outcome in outcomes}
    return errors.pop() if len(errors) == 1 and errors.isdisjoint(OWN_ERRORS) else ""


def _likeness(named: Sequence[tuple[str, list[int]]], wrong: int) -> str:
    counts = [f"in {len(cases)} like “{name}”" for name, cases in named]
    return f"Of the {wrong} cases that are wrong, yours comes out {' and '.join(counts)}."
