"""One student's answers: run in processes of their own, and asked about exercise by exercise.

All answers run in one process, for they may build on each other. Where one has ended that process,
or all together are too much for it, they run apart: each in a process with only what it needs. So
an answer that never ends costs its own points, and no other's (case loops_for_ever_in_one_answer),
and no answer pays for the time that the others took (case slow_only_together).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

from nbformat import NotebookNode

from autograder.exercises import Exercise
from autograder.intake.course_code import WORD, Step, cells_that_define, defined, needed_by, steps
from autograder.judging import messages
from autograder.judging.judge import ChildEndedError, Reference, judge, without_calls
from autograder.judging.verdict import EngineError, Status, Verdict
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError
from autograder.sandbox.host.process import Child
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.inside.limits import SENTENCES, LimitHit, Limits, StudentError
from autograder.sandbox.inside.wire import ProtocolViolation
from seeing.probes import Inputs, Outcome, OutputError

UNWRITTEN = "NotImplementedError"
NOT_DEFINED = re.compile(r"name '([^\W\d]\w*)' is not defined")
OF_WHAT_IS_HIDDEN = {"ImportError", "ModuleNotFoundError", "AttributeError", "NameError"}
ENDED_EARLY = (Status.LIMIT_HIT, Status.BROKE_PROTOCOL)


class Answers:
    """The answers of one submission. Use it in a `with`.

    released: the instructor's notebook
    stubs: by grade id, what the answers' cells hold there, see `intake.attempts.CourseCells`
    parts: by grade id, the cells of each answer, see `intake.extract.ExtractedAnswers`
    helpers: the student's own cells that are no part of an answer and define something
    """

    def __init__(
        self,
        sandbox: Sandbox,
        limits: Limits,
        released: NotebookNode,
        stubs: Mapping[str, str],
        parts: Mapping[str, Sequence[str]],
        helpers: Sequence[str] = (),
    ) -> None:
        self._sandbox, self._limits = sandbox, limits
        self._released, self._parts = released, dict(parts)
        self._helpers = helpers
        self.brought: dict[str, tuple[str, ...]] = {}  # by answer: the cells apart that it needed
        self._untouched = {name for name in stubs if tuple(parts.get(name, ())) == (stubs[name],)}
        self._apart = False
        self._child: Child | None = None
        self._shared = False  # whether others than the answer in question used the present child
        self._raised: set[str] = set()  # names of the errors that the latest cases ended with
        self._errors: dict[str, StudentError] = {}  # by answer: what its last bad cell raised
        # By answer: how one of its cells ended the process; it is not run again. "" for a line of
        # the course's that calls an answer: then of those only the imports are run again.
        self._ended: dict[str, ChildEndedError] = {}
        self._doubtful: set[str] = set()  # those of them which others' cells may have brought down
        self._left_s = limits.wall_s * (len(parts) + 1)  # of waiting, for all processes together
        self._own_s = 0.0  # how long the answer in question was waited for when it was called

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    @property
    def has_errors_of_syntax(self) -> bool:
        """Tell whether a cell of some answer was no Python to the process that ran it."""
        return any(error.type == "SyntaxError" for error in self._errors.values())

    def judged(self, exercise: Exercise, seed: str, reference: Reference) -> Verdict:
        """Judge one exercise; where others have used the child, its end may be their doing."""
        verdict = self._judged_once(exercise, seed, reference)
        # Who used nearly all of the time alone would use it up again.
        in_vain = self._own_s > 0.9 * self._limits.wall_s
        if verdict.status in ENDED_EARLY and self._shared and not in_vain:
            again = self._judged_apart(exercise, seed, reference)
            verdict = verdict if verdict.earned > again.earned else again
        if "NameError" in self._raised and (cells := self._helpers_of(exercise.name)):
            parts = self._parts[exercise.name]
            self._parts[exercise.name] = (*cells, *parts)
            again = self._judged_apart(exercise, seed, reference)
            self._parts[exercise.name] = parts
            if again.earned > verdict.earned:
                self.brought[exercise.name], verdict = cells, again
        if exercise.starts_as and exercise.name in self._untouched and not verdict.right:
            said = (messages.UNCHANGED,)
            return replace(verdict, status=Status.NOT_WRITTEN, mistake="", help="", sentences=said)
        return verdict

    def _judged_apart(self, exercise: Exercise, seed: str, reference: Reference) -> Verdict:
        """Judge one exercise in a process with only what it needs."""
        together, self._apart = self._apart, True
        verdict = self._judged_once(exercise, seed, reference)
        self._apart = together
        self._close()
        return verdict

    def _helpers_of(self, name: str) -> tuple[str, ...]:
        """Return the student's cells apart that define what an answer names, or what they name.

        *Run All* ran them. They are run for an answer only that raised a NameError without them:
        a trial in such a cell may take as long as it likes (case a_long_trial_in_an_early_cell).
        """
        needed = needed_by(name, self._released, self._parts)
        words = {word for step in needed for word in WORD.findall(step.source)}
        words -= defined(step.source for step in needed)
        return cells_that_define(words, self._helpers)

    def _judged_once(self, exercise: Exercise, seed: str, reference: Reference) -> Verdict:
        self._raised, self._own_s = set(), 0.0
        try:
            child = self._running(exercise.name)
        except ChildEndedError as over:
            why = self._ended.get(exercise.name, over)
            return without_calls(exercise, seed, why.status, why.sentence)
        if ended := self._ended.get(exercise.name):
            self._shared = False
            return without_calls(exercise, seed, ended.status, ended.sentence)
        before_s = child.waited_s

        lacking: set[str] = set()

        def ask(inputs: Inputs) -> Outcome:
            outcome = _outcome(child, exercise, inputs, lacking)
            self._raised.add(outcome.error)
            return outcome

        verdict = judge(exercise, ask, seed, reference, child.processor_s)
        self._own_s = child.waited_s - before_s
        if verdict.status in ENDED_EARLY:
            self._close()
        if self._raised == {"NameError"}:
            error = self._errors.get(exercise.name)
            missing = _missing(error) if error else "".join(lacking) if len(lacking) == 1 else ""
            if missing not in self._words(exercise.name):
                missing = ""  # a message is the student's own text: nothing of it is said but this
            if error or missing:
                kind = messages.error_name(error.type) if error else ""
                said = messages.raises(kind, missing)
                verdict = without_calls(exercise, seed, Status.RAISED, said)
        return self._with_what_it_waits_for(exercise.name, verdict)

    def _with_what_it_waits_for(self, name: str, verdict: Verdict) -> Verdict:
        """Say first what an answer names and what is not there, if errors came of that."""
        words = self._words(name)
        others = sorted(words & self._untouched - {name})
        hidden = sorted(words & set(self._sandbox.hide))
        if others and UNWRITTEN in self._raised and name not in self._untouched:
            first = messages.waits_for(others[0])
        elif hidden and self._raised & OF_WHAT_IS_HIDDEN:
            first = messages.is_withheld(hidden[0])
        else:
            return verdict
        if verdict.status is Status.NOT_WRITTEN:
            return replace(verdict, status=Status.RAISED, sentences=(first,))
        return replace(verdict, sentences=(first, *verdict.sentences))

    def _words(self, name: str) -> set[str]:
        return {word for text in self._parts.get(name, ()) for word in WORD.findall(text)}

    def _running(self, name: str) -> Child:
        """Return a process that has run all cells, or apart those needed, but which end it.

        raises ChildEndedError where the submission has been waited for long enough
        """
        if self._apart:
            self._close()
            if name in self._doubtful:  # now it is tried for itself
                self._doubtful.remove(name)
                del self._ended[name]
        while self._child is None:
            if self._left_s <= 0:
                raise ChildEndedError(Status.LIMIT_HIT, messages.WAITED_ENOUGH)
            todo = needed_by(name, self._released, self._parts) if self._apart else None
            try:
                self._child = self._sandbox.run((), self._limits)
                todo = todo or steps(self._released, self._parts)
                self._run_cells(self._child, name, todo)
            except SandboxUnavailableError as error:
                raise EngineError(str(error)) from error
        self._shared = not self._apart
        return self._child

    def _run_cells(self, child: Child, name: str, todo: Sequence[Step]) -> None:
        ran: set[str] = set()
        for step in todo:
            if step.answer in self._ended and not step.is_import:
                continue
            child.run(step.source)
            match child.errors[-1]:
                case StudentError() as error if step.answer:
                    self._errors[step.answer] = error
                case (LimitHit() | ProtocolViolation()) as error if step.is_import:
                    raise EngineError(f"the course's own line {step.source!r}: {error}")
                case (LimitHit() | ProtocolViolation()) as error:
                    alone = ran <= {step.answer}
                    if self._apart or alone:
                        self._ended[step.answer] = _ending(error)
                        if step.answer not in ("", name) and not alone:
                            self._doubtful.add(step.answer)
                    self._apart = self._apart or not alone
                    self._close()
                    return
            if step.answer:
                ran.add(step.answer)

    def _close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            self._left_s -= child.waited_s
            try:
                child.close()
            except SandboxUnavailableError as error:
                raise EngineError(str(error)) from error


def _outcome(child: Child, exercise: Exercise, inputs: Inputs, lacking: set[str]) -> Outcome:
    """Call the student's code once, and tell how that ended in the judge's words.

    lacking: gets the name that a NameError says is not defined, "" where it says none
    """
    probe: Any = exercise.probe
    try:
        return Outcome(child.call(probe.__name__, exercise.objects, inputs))
    except StudentError as error:
        if error.type == "NameError":
            lacking.add(_missing(error))
        return Outcome(error=error.type)
    except (LimitHit, ProtocolViolation) as error:
        if isinstance(error, LimitHit) and error.kind == "output":
            return Outcome(error=OutputError.__name__)  # the process lives, and only this is wrong
        raise _ending(error) from error


def _missing(error: StudentError) -> str:
    found = NOT_DEFINED.match(error.message)
    return found[1] if found else ""


def _ending(error: LimitHit | ProtocolViolation) -> ChildEndedError:
    if isinstance(error, LimitHit):
        return ChildEndedError(Status.LIMIT_HIT, error.sentence)
    return ChildEndedError(Status.BROKE_PROTOCOL, SENTENCES["protocol"])
