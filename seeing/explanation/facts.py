"""What holds in all wrong cases of an answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from seeing.comparison import Wanted, is_of_a_fitting_kind, is_right
from seeing.explanation.conditions import separating
from seeing.explanation.pair import Pair
from seeing.explanation.places import wrong_places
from seeing.explanation.relations import (
    BY_CHANCE,
    CUTS,
    ENOUGH,
    ENOUGH_BORNE_OUT,
    OF_ORDER,
    OF_VALUES,
    RELATIONS,
    TO_WHOLE_NUMBERS,
    WEAKEST,
    Relation,
    is_wrong_in_part,
)
from seeing.probes import Array, Outcome

LARGEST = 10**6  # entries of a result that relations are looked for in
ENOUGH_LOOKED_AT = 1000  # entries of a result in which different numbers are counted
MOST_SAID = 3  # relations
MOST_GROUPS = 2  # that tell wrong from right; more are seen in the list of groups


@dataclass(frozen=True)
class Facts:
    """What is true of the wrong cases of an answer, as whole sentences.

    relations: how what came is related to what is due, the most telling first
    where: which cases are wrong, if their inputs tell; "" else
    hold_in_all: whether the relations are true of every case that was looked at
    """

    relations: tuple[str, ...] = ()
    where: str = ""
    hold_in_all: bool = False


def facts_of(
    inputs: Sequence[Mapping[str, Any]],
    groups: Sequence[str],
    abouts: Sequence[str],
    expected: Sequence[Wanted],
    outcomes: Sequence[Outcome],
    wrong: Sequence[int],
    *,
    hidden: bool = False,
) -> Facts:
    """Find what holds in every wrong case that can tell.

    inputs, groups, abouts, expected, outcomes: one a case, which was run
    wrong: which cases are looked at, of those that do not pass
    hidden: whether no number of an input may be said
    """
    came = [i for i in wrong if not outcomes[i].error and not expected[i].error]
    relations = _relations(inputs, expected, outcomes, came) if came else []
    if len(came) < len(wrong):
        relations = [f"Where a result can be read: {_lower(each)}" for each in relations]
    if len(wrong) == 1 < len(inputs):
        where = f"Wrong in one case only: with {abouts[wrong[0]]}."
    else:
        where = _where_of_these(inputs, groups, expected, outcomes, wrong, hidden)
    return Facts(tuple(relations[:MOST_SAID]), where, len(came) == len(wrong))


def _relations(
    inputs: Sequence[Mapping[str, Any]],
    expected: Sequence[Wanted],
    outcomes: Sequence[Outcome],
    came: Sequence[int],
) -> list[str]:
    if any(outcomes[i].arrays.keys() - expected[i].arrays.keys() for i in came):
        return []
    names = max((list(expected[i].arrays) for i in came), key=len)
    wrong = {i: _wrong_results(expected[i], outcomes[i]) for i in came}
    if any(expected[i].arrays.keys() != set(names) for i in came):  # each case names its own
        pairs = [_pair(inputs[i], expected[i], outcomes[i], n) for i in came for n in wrong[i]]
        whole = [i for i in came if expected[i].arrays.keys() == set(names)]
        only = _the_only_wrong_one(names, [wrong[i] for i in whole])
        there = f"where there are {_listed(names)}"
        return [
            *([f"Only `{only}` is wrong {there}."] if only and len(whole) > 1 else []),
            *_sentences("Each result that is wrong", pairs, len(came)),
        ]
    said: list[str] = []
    if len(names) > 1:
        said += _exchanged_results(expected, outcomes, came, names)
        said += _some_wrong_ones(names, list(wrong.values()))
    for name in names:
        where = [i for i in came if name in wrong[i]]
        only_there = len(where) < len(came)
        if where and all(name not in outcomes[i].arrays for i in where):
            none: list[Any] = [None] * len(where)
            often = _how_often(none, none, len(where), only_there)
            return [*said, f"There is no `{name}` to compare, {often}."]
        pairs = [_pair(inputs[i], expected[i], outcomes[i], name) for i in where]
        subject = "Your output" if name == "output" else f"Your `{name}`"
        if more := _sentences(subject, pairs, len(where), only=only_there):
            return said + more
    return said


def _the_only_wrong_one(names: Sequence[str], wrong: Sequence[Sequence[str]]) -> str:
    """Return the one result that is wrong in some case, "" if there are several.

    wrong: for each case which results are wrong
    """
    found = [name for name in names if any(name in one for one in wrong)]
    return found[0] if len(found) == 1 < len(names) else ""


def _some_wrong_ones(names: Sequence[str], wrong: Sequence[Sequence[str]]) -> list[str]:
    """Say which results are wrong where the others never are.

    wrong: for each case which results are wrong
    """
    rest = [name for name in names if not any(name in one for one in wrong)]
    if not rest:
        return []
    are = "is" if len(rest) == 1 else "are"
    right = f"{_listed(rest)} {are} right in every case."
    if only := _the_only_wrong_one(names, wrong):
        return [f"Only `{only}` is wrong; {right}"]
    if all(one == wrong[0] for one in wrong):
        return [f"{_listed(wrong[0])} are wrong; {right}"]
    return []


def _sentences(
    subject: str, pairs: Sequence[Pair | None], cases: int, *, only: bool = False
) -> list[str]:
    """Say what holds in all pairs.

    only: whether there are wrong cases in which this result is right
    """
    holds = _in_all([pair for pair in pairs if pair])
    return [f"{subject} {what}, {_how_often(told, pairs, cases, only)}." for what, told in holds]


def _in_all(pairs: Sequence[Pair]) -> list[tuple[str, list[Pair]]]:
    """Return what holds in every pair that can tell, and which these are."""
    if not pairs or sum(pair.wanted.size for pair in pairs) < ENOUGH:
        return []
    found: list[tuple[str, list[Pair]]] = []
    tells_values = _tells_values(pairs)
    for relation in RELATIONS:
        if (relation in OF_VALUES and not tells_values) or (relation in WEAKEST and found):
            continue
        said = [(pair, holds) for pair in pairs if (holds := relation(pair)) is not None]
        told = [pair for pair, _ in said]
        # Which places are wrong in one case is seen in the case itself, and what only one of
        # several shows is shown by chance.
        least = 2 if relation is is_wrong_in_part else min(2, len(pairs))
        if len(told) < least or 2 * len(told) < len(pairs):
            continue
        if relation in BY_CHANCE and not _is_beyond_chance(relation, told):
            continue
        holds = [what for what in said[0][1] if all(what in others for _, others in said)]
        found += [(what, told) for what in _without_twins(holds)]
        if relation is is_wrong_in_part:
            found += wrong_places(pairs)
    return found


def _is_beyond_chance(relation: Relation, pairs: Sequence[Pair]) -> bool:
    """Tell whether enough entries bear a relation out that would be wrong without it.

    Most cases hold whole numbers from -9 to 9, so a wrong number agrees with a formula by chance
    about once in ten times, a fraction far more seldom. About a hundred formulas are tried: four
    whole numbers agree with one of them once in a hundred answers, two fractions still less often.
    Where the right numbers stand elsewhere, a fraction is as likely as any other of them.
    """
    numbers: set[tuple[float, float]] = set()
    for pair in pairs:
        if pair.same_shape:
            places = np.argwhere(pair.marks)[:ENOUGH_LOOKED_AT]
            numbers |= {(float(pair.actual[*at]), float(pair.wanted[*at])) for at in places}
        else:
            few = pair.wanted.ravel()[:ENOUGH_LOOKED_AT].tolist()
            numbers |= {(value, value) for value in few}
    rounded = {(round(came, 9), round(due, 9)) for came, due in numbers}
    weights = [1 if relation in OF_ORDER or due.is_integer() else 2 for _, due in rounded]
    return sum(weights) >= ENOUGH_BORNE_OUT


def _without_twins(holds: Sequence[str]) -> list[str]:
    """Say once what several formulas have in common, if these cases show all of them alike."""
    cut = [what for what in holds if what in CUTS]
    holds = [what for what in holds if what not in cut[1:]]
    whole = [what for what in holds if what in TO_WHOLE_NUMBERS]
    if len(whole) < 2:
        return list(holds)
    return ["is the right one made whole numbers", *(h for h in holds if h not in whole)]


def _tells_values(pairs: Sequence[Pair]) -> bool:
    """Tell whether there are enough different numbers to tell one formula from another."""

    def different(arrays: Iterable[Array]) -> int:
        few = (array.ravel()[:ENOUGH_LOOKED_AT].tolist() for array in arrays)
        return len({round(value, 9) for values in few for value in values if math.isfinite(value)})

    return different(pair.wanted for pair in pairs) >= ENOUGH and (
        different(pair.actual for pair in pairs) > 1
    )


def _pair(inputs: Mapping[str, Any], wanted: Wanted, outcome: Outcome, name: str) -> Pair | None:
    actual, due = outcome.arrays.get(name), wanted.arrays[name]
    if (
        actual is None
        or max(actual.size, due.size) > LARGEST
        or not is_of_a_fitting_kind(actual, due)
    ):
        return None
    return Pair(
        np.asarray(actual, dtype=float),
        np.asarray(due, dtype=float),
        wanted.tolerances[name],
        inputs,
    )


def _exchanged_results(
    expected: Sequence[Wanted],
    outcomes: Sequence[Outcome],
    came: Sequence[int],
    names: Sequence[str],
) -> list[str]:
    """Say that one result stands where another belongs, if each case shows it."""
    stands: dict[str, str] = {}
    for there in names:
        for one in names:
            if one != there and all(
                _is_exchanged(expected[i], outcomes[i], one, there) for i in came
            ):
                stands[there] = one
    if not stands:
        return []
    pairs = _listed([f"`{one}` where `{there}` belongs" for there, one in stands.items()])
    return [f"Results are in another order: {pairs}."]


def _is_exchanged(wanted: Wanted, outcome: Outcome, one: str, there: str) -> bool:
    return (
        wanted.arrays[one].size > 1
        and _stands_in(wanted, outcome, one, there)
        and not _stands_in(wanted, outcome, there, there)
    )


def _stands_in(wanted: Wanted, outcome: Outcome, one: str, there: str) -> bool:
    """Tell whether what came as one result is what is due as another, or as the same one."""
    came = outcome.arrays.get(there)
    return came is not None and is_right(came, wanted.arrays[one], wanted.tolerances[one])


def _where_of_these(
    inputs: Sequence[Mapping[str, Any]],
    groups: Sequence[str],
    expected: Sequence[Wanted],
    outcomes: Sequence[Outcome],
    wrong: Sequence[int],
    hidden: bool,
) -> str:
    """Say what tells the wrong cases from those right ones that could have been wrong likewise."""
    missed = {name for i in wrong for name in _wrong_results(expected[i], outcomes[i])}
    tell = [
        i
        for i, one in enumerate(expected)
        if i in wrong or one.error or not missed or missed & one.arrays.keys()
    ]
    aside = "" if len(tell) == len(inputs) else "; cases of other results are left aside"
    if where := _where(inputs, tell, wrong, groups, hidden, aside):
        return where
    # A case in which an error is due says nothing of how numbers come about, if it is right.
    due = [i for i in tell if not expected[i].error]
    if set(wrong) <= set(due) != set(tell):
        aside = aside or "; cases in which an error is due are left aside"
        return _where(inputs, due, wrong, groups, hidden, aside)
    return ""


def _wrong_results(wanted: Wanted, outcome: Outcome) -> list[str]:
    if outcome.error or wanted.error:
        return []
    return [name for name in wanted.arrays if not _stands_in(wanted, outcome, name, name)]


def _where(
    inputs: Sequence[Mapping[str, Any]],
    looked_at: Sequence[int],
    wrong: Sequence[int],
    groups: Sequence[str],
    hidden: bool,
    aside: str,
) -> str:
    """Say what tells the wrong cases from the right ones, of those that are looked at.

    aside: what is said of the cases that are not looked at
    """
    marks = [i in set(wrong) for i in looked_at]
    right = len(marks) - sum(marks)
    if not right:
        return ""
    rest = ("the other one" if right == 1 else f"all {right} others") + aside
    condition = separating([inputs[i] for i in looked_at], marks, hidden=hidden)
    bad = list(dict.fromkeys(groups[i] for i in wrong))
    good = {groups[i] for i, mark in zip(looked_at, marks, strict=True) if not mark}
    tell = len(bad) <= MOST_GROUPS and good.isdisjoint(bad)
    # Few cases have something in common by chance; a group was made to tell.
    if condition and not (tell and sum(marks) < ENOUGH):
        return f"Wrong in all {sum(marks)} cases with {condition}, right in {rest}."
    if tell:
        names = _listed([f"“{group}”" for group in bad])
        return f"Wrong in all {sum(marks)} cases of {names}, right in {rest}."
    if len(bad) == 1 < len(set(groups)):
        of = sum(groups[i] == bad[0] for i in looked_at)
        beside = len(marks) - of
        if beside:
            cases = "case" if beside == 1 else "cases"
            elsewhere = f"the {beside} {cases} of other groups{aside}"
            return f"Wrong in {sum(marks)} of {of} cases of “{bad[0]}”, right in {elsewhere}."
    return ""


def _how_often(told: Sequence[Pair], pairs: Sequence[Pair | None], cases: int, only: bool) -> str:
    """Say of which cases something is true.

    told: the pairs of which it is; pairs: one for each result that is wrong
    """
    many = len(told)
    if many < len(pairs):
        what = "cases" if len(pairs) == cases else "results"
        is_of_shape = many == sum(pair is not None and pair.same_shape for pair in pairs)
        if is_of_shape and all(pair.same_shape for pair in told):
            return f"in all {many} wrong {what} of the right shape"
        return f"in all {many} wrong {what} that can tell"
    if only:
        return f"in {'the case' if cases == 1 else f'all {cases} cases'} in which it is wrong"
    return "in the case that is wrong" if cases == 1 else f"in all {cases} cases that are wrong"


def _listed(names: Sequence[str]) -> str:
    shown = [name if name[0] in "`“" else f"`{name}`" for name in names]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
