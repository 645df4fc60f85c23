"""Cases × outcomes → verdict. The student's code is reached through a caller, and only asked.

Partial credit: a group's points are earned when all of its cases pass. The points earned before a
limit was hit stay earned, since the answers were right; who breaks the protocol earns nothing.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any, overload

import numpy as np

from autograder.exercises import Case, Exercise, Mistake
from autograder.exercises.outcomes import as_wanted, wrong_outcome
from autograder.judging import messages
from autograder.judging.provenance import engine_version
from autograder.judging.reference_process import in_process
from autograder.judging.verdict import EngineError, GroupVerdict, Status, Verdict
from seeing.comparison import Wanted, by_group, passes, points_by_group
from seeing.explanation import Explanation, explain
from seeing.probes import Inputs, Outcome, OutputError, in_time, measured
from seeing.probes.own_errors import OWN_ERRORS

# Runs the exercise's probe on the student's objects with these inputs. An error of the student's
# code is an outcome; whatever else the caller raises, but for ChildEndedError, is our failure.
Caller = Callable[[Inputs], Outcome]
# Returns one outcome a case, or raises EngineError.
Reference = Callable[[Exercise, Sequence[Case]], Sequence[Outcome]]

# Times the reference's numbers: right solutions may differ in size too, as by more losses.
MOST_MEASURED = 16
SMALL = 2**17  # numbers that are kept whatever is asked for: all cases' together are 24 MiB


class ChildEndedError(Exception):
    """The student's process is gone, and nothing more can be asked of it.

    status: LIMIT_HIT, BROKE_PROTOCOL, or RAISED where an answer cell did
    sentence: for the student, in words of ours
    """

    def __init__(self, status: Status, sentence: str) -> None:
        super().__init__(f"{status}: {sentence}")
        self.status = status
        self.sentence = sentence


def judge(
    exercise: Exercise,
    caller: Caller,
    seed: str,
    reference: Reference = in_process,
    clock: Callable[[], float] = time.process_time,
) -> Verdict:
    """Ask the student's code about the hidden cases, and decide its points.

    caller: called once a case, in the order of the cases; gets copies
    clock: returns the processor time, in seconds, that the student's code has used so far
    seed: from `provenance.seed_of`; the same seed and the same answers give the same verdict
    raises EngineError where our own side fails; then nothing is graded
    """
    cases = hidden_cases(exercise, seed)
    # Before the student's code runs at all: a failure of ours must not depend on what it does.
    expected, sizes = _expected(exercise, cases, reference)
    outcomes, ended = _ask(exercise, caller, cases, sizes, clock)
    reached = expected[: len(outcomes)]
    marks = passes(reached, outcomes)
    if ended and ended.status is Status.BROKE_PROTOCOL:
        marks = [False] * len(marks)
    passed = marks + [False] * (len(cases) - len(marks))
    status = ended.status if ended else _status(outcomes, passed)
    said: tuple[str, ...] = ()
    if status is not Status.JUDGED:
        said = messages.of_status(status, outcomes, ended.sentence if ended else "")
    name, help_text = "", ""
    if status in (Status.JUDGED, Status.LIMIT_HIT):
        why = _explanation(exercise, cases, reached, outcomes)
        if why.mistakes:
            name, help_text = why.mistakes[0], _help(exercise, why)
        said = (
            *said,
            *messages.of_all(why),
            *messages.of_groups(exercise.groups, cases, expected, outcomes, passed),
            *messages.of_groups_alone(exercise, _by_group(exercise, cases, passed)),
        )
    return _verdict(exercise, seed, status, cases, passed, (name, help_text), said)


def without_calls(exercise: Exercise, seed: str, status: Status, sentence: str = "") -> Verdict:
    """Return the verdict on an answer that could not be called at all, such as a blank cell."""
    cases = hidden_cases(exercise, seed)
    said = messages.of_status(status, (), sentence)
    return _verdict(exercise, seed, status, cases, [False] * len(cases), ("", ""), said)


def hidden_cases(exercise: Exercise, seed: str) -> list[Case]:
    """Draw the cases of one submission.

    raises EngineError if they cannot be drawn, or a group has none
    """
    try:
        rng = np.random.default_rng(int(seed, 16))
        cases = exercise.cases(rng)
    except Exception as error:
        raise EngineError(f"{exercise.name}: no cases for seed {seed}: {error!r}") from error
    if {case.group for case in cases} != set(exercise.groups):
        raise EngineError(f"{exercise.name}: the cases' groups are not the exercise's")
    return _in_no_known_order(cases, rng)


def _in_no_known_order(cases: Sequence[Case], rng: np.random.Generator) -> list[Case]:
    """Put the cases in which an error is due among the others, wherever the seed draws.

    Everybody sees the order of the visible cases, so an answer that counts its calls would know
    when to raise. What any other case asks for is seen from its inputs alone; those keep their
    order, for a limit that ends the judging has to cost everybody the same groups.
    """
    order = [case for case in cases if not case.refuses]
    for case in cases:
        if case.refuses:
            order.insert(int(rng.integers(len(order) + 1)), case)
    return order


def _expected(
    exercise: Exercise, cases: Sequence[Case], reference: Reference
) -> tuple[list[Wanted], list[int]]:
    """Return what is due in each case, and how many numbers the reference gave for it."""
    try:
        found = reference(exercise, cases)
        pairs = list(zip(cases, found, strict=True))
    except EngineError:
        raise
    except Exception as error:
        raise EngineError(f"{exercise.name}: the reference failed: {error!r}") from error
    expected = [as_wanted(exercise, case, outcome) for case, outcome in pairs]
    for case, wanted in zip(cases, expected, strict=True):
        if wanted.error != case.refuses:
            raise EngineError(f"{exercise.name}: {wanted.error or 'no error'} with {case.about}")
        if not all(np.isfinite(near) for near in wanted.tolerances.values()):
            raise EngineError(f"{exercise.name}: no tolerance can be given with {case.about}")
    return expected, [_numbers(outcome) for outcome in found]


def _numbers(outcome: Outcome) -> int:
    return sum(array.size for array in outcome.arrays.values())


def _ask(
    exercise: Exercise,
    caller: Caller,
    cases: Sequence[Case],
    sizes: Sequence[int],
    clock: Callable[[], float],
) -> tuple[list[Outcome], ChildEndedError | None]:
    """Put every case to the student's code, until there is no one left to ask."""
    outcomes: list[Outcome] = []
    for case, size in zip(cases, sizes, strict=True):
        try:
            ask = partial(caller, copy.deepcopy(case.inputs))
            came = in_time(ask, exercise.yardstick, case.inputs, case.at_most, clock)
        except ChildEndedError as ended:
            return outcomes, ended
        except Exception as error:
            raise EngineError(f"{exercise.name}: the caller failed: {error!r}") from error
        plain = _plain(came)
        # To measure is our own work, and would take all memory for weights of another size
        # (test_a_training_of_the_wrong_size_is_not_measured). And all replies are kept to the end
        # (test_large_replies_are_not_kept_together).
        most = MOST_MEASURED * size
        if _numbers(plain) > (most if exercise.measure else max(most, SMALL)):
            plain = Outcome(error=OutputError.__name__)
        outcomes.append(measured(exercise.measure, plain, case.unseen))
    return outcomes, None


def _plain(came: Any) -> Outcome:
    """Keep arrays of real numbers and the name of an error; anything else is a wrong output."""
    if not isinstance(came, Outcome):
        raise EngineError(f"the caller returned {type(came).__name__}, not an Outcome")
    if came.error:
        return Outcome(error=came.error)
    arrays: Mapping[str, Any] = came.arrays
    # The exact type: a subclass may bring its own idea of what is equal.
    if any(type(a) is not np.ndarray or a.dtype.kind not in "biuf" for a in arrays.values()):
        return Outcome(error=OutputError.__name__)
    return Outcome(arrays)


def _status(outcomes: Sequence[Outcome], passed: Sequence[bool]) -> Status:
    if all(outcome.error == "NotImplementedError" for outcome in outcomes):
        return Status.NOT_WRITTEN
    raised = [bool(o.error) and o.error not in OWN_ERRORS for o in outcomes]
    return Status.RAISED if all(raised) and not any(passed) else Status.JUDGED


def _explanation(
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Sequence[Wanted],
    outcomes: Sequence[Outcome],
) -> Explanation:
    """Find the known mistake that gives what the student's code gave, or what is true of it."""
    if all(wanted.matches(outcome) for wanted, outcome in zip(expected, outcomes, strict=True)):
        return Explanation()  # the usual case, and the mistakes need not run
    asked = cases[: len(outcomes)]
    wrong = {m.name: _WrongOutcomes(exercise, m, asked) for m in exercise.mistakes}
    return explain(
        [case.inputs for case in asked],
        [case.group for case in asked],
        [case.about for case in asked],
        expected,
        outcomes,
        wrong,
        hidden=True,
    )


class _WrongOutcomes(Sequence[Wanted]):
    """What a mistake makes of the cases, found when it is asked for: most are ruled out by few."""

    def __init__(self, exercise: Exercise, mistake: Mistake, cases: Sequence[Case]) -> None:
        self._found = cache(lambda i: wrong_outcome(exercise, mistake, cases[i]))
        self._many = len(cases)

    def __len__(self) -> int:
        return self._many

    @overload
    def __getitem__(self, i: int) -> Wanted: ...
    @overload
    def __getitem__(self, i: slice) -> list[Wanted]: ...
    def __getitem__(self, i: int | slice) -> Wanted | list[Wanted]:
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(self._many))]
        return self._found(range(self._many)[i])


def _by_group(
    exercise: Exercise, cases: Sequence[Case], passed: Sequence[bool]
) -> dict[str, list[bool]]:
    return by_group(exercise.groups, [case.group for case in cases], passed)


def _help(exercise: Exercise, why: Explanation) -> str:
    return why.hint({m.name: m.help for m in exercise.mistakes})


def _verdict(
    exercise: Exercise,
    seed: str,
    status: Status,
    cases: Sequence[Case],
    passed: Sequence[bool],
    mistake: tuple[str, str],
    said: tuple[str, ...],
) -> Verdict:
    marks = _by_group(exercise, cases, passed)
    earned = points_by_group(exercise.groups, marks, exercise.not_alone)
    groups = [
        GroupVerdict(name, earned[name], points, sum(marks[name]), len(marks[name]))
        for name, points in exercise.groups.items()
    ]
    return Verdict(
        exercise=exercise.name,
        status=status,
        points=exercise.points,
        groups=tuple(groups),
        mistake=mistake[0],
        help=mistake[1],
        sentences=said,
        seed=seed,
        engine=engine_version(),
    )
