"""Put answers to `check`, as a student's notebook does, and to the judge, as a grade does."""

from __future__ import annotations

import contextlib
import doctest
import io
import multiprocessing
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import nbformat
import torch
from IPython.core.interactiveshell import InteractiveShell

from autograder.intake.course_code import steps
from autograder.judging.engine import Assignment
from autograder.judging.provenance import seed_of
from autograder.judging.reference_process import References
from autograder.judging.run_answers import Answers
from autograder.release import answer_key
from autograder.release.chapter import MARKERS, NOTEBOOKS, derive
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.inside.limits import Limits
from benchmarks.feedback.answers import UnseenAnswer
from seeing.check import answer_key as keys
from seeing.check import plain_text
from seeing.check.diagnosis import diagnose

LONGEST_CHECK_S, LONGEST_EXAMPLE_S = 120, 20
SECRET = bytes(32)
# A check is forked from a process that has computed nothing: a fork of one in which torch has
# computed may wait for threads that are not there.
UNUSED = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Report:
    """What one answer was told.

    accepted: by `check`
    example: whether the example in the stub's docstring comes out as it stands there
    said: what `check` shows
    finding: title and help of its finding, "" where there is none
    mistake: the known mistake that it named
    has_facts: whether it says in place of that what is true of all wrong cases
    earned: points, by draw; possible: the most there are
    graded: what the feedback of the first draw says
    """

    accepted: bool
    example: bool
    said: str
    finding: str
    mistake: str
    has_facts: bool
    earned: tuple[float, ...]
    possible: float
    graded: str

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def reports(
    answers: Iterable[UnseenAnswer], draws: int, workers: int
) -> Iterator[tuple[UnseenAnswer, Report]]:
    """Run each answer, with right ones for the chapter's other exercises.

    draws: how often the judge draws its cases
    workers: how many chapters are run at a time
    """
    by_chapter: dict[str, list[UnseenAnswer]] = {}
    for answer in answers:
        by_chapter.setdefault(answer.chapter, []).append(answer)
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(_of_chapter, *one, draws) for one in by_chapter.items()]
        for chapter in running:
            yield from chapter.result()


def _of_chapter(
    chapter: str, answers: list[UnseenAnswer], draws: int
) -> list[tuple[UnseenAnswer, Report]]:
    torch.set_num_threads(1)
    UNUSED.set_forkserver_preload([__name__])  # here: it holds for all of a process
    answer_key.write(chapter)
    assignment = Assignment(chapter, derive(NOTEBOOKS / f"{chapter}.md").student)
    references = References()
    references.start()
    try:
        with Sandbox(assignment.hide, assignment.preload) as sandbox:
            return [
                (answer, _report(answer, assignment, sandbox, references, draws))
                for answer in answers
            ]
    finally:
        references.close()


def _report(
    answer: UnseenAnswer,
    assignment: Assignment,
    sandbox: Sandbox,
    references: References,
    draws: int,
) -> Report:
    parts = _solved(answer.chapter) | {answer.exercise: (answer.text,)}
    exercise = assignment.exercises[answer.exercise]
    verdicts = []
    for draw in range(draws):
        seed = seed_of(SECRET, answer.chapter, answer.exercise, f"draw {draw}")
        stubs = assignment.course_cells.answers
        with Answers(sandbox, Limits(), assignment.released, stubs, parts) as student:
            verdicts.append(student.judged(exercise, seed, references))
    first = verdicts[0]
    graded = [f"Looks like: {first.mistake}. {first.help}"] if first.mistake else []
    checked = _checked_apart(assignment, answer.exercise, parts)
    return Report(
        **checked,
        earned=tuple(verdict.earned for verdict in verdicts),
        possible=float(exercise.points),
        graded="\n".join([*graded, *first.sentences]),
    )


@cache
def _solved(chapter: str) -> dict[str, tuple[str, ...]]:
    cells = derive(NOTEBOOKS / f"{chapter}.md").solution.cells
    marked = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in cells]
    return {m["grade_id"]: (MARKERS.sub("", text),) for m, text in marked if m.get("solution")}


def _checked_apart(
    assignment: Assignment, name: str, parts: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Check in a process of its own: an answer may change what it likes, or never end."""
    ours, theirs = UNUSED.Pipe(duplex=False)
    process = UNUSED.Process(target=_check, args=(theirs, assignment.released, name, parts))
    process.start()
    theirs.close()
    try:
        checked = _next(ours, LONGEST_CHECK_S)
        example = checked and _next(ours, LONGEST_EXAMPLE_S)
    finally:
        process.kill()
        process.join()
    said = "The check came to no end."
    none = {"accepted": False, "said": said, "finding": said, "mistake": "", "has_facts": False}
    return {**(checked or none), "example": bool(example)}


def _next(pipe: Any, longest_s: float) -> Any:
    """Return what comes, or None where its sender ended or took too long."""
    with contextlib.suppress(EOFError):
        if pipe.poll(longest_s):
            return pipe.recv()
    return None


def _check(
    pipe: Any, released: nbformat.NotebookNode, name: str, parts: Mapping[str, tuple[str, ...]]
) -> None:
    torch.set_num_threads(1)
    shell: Any = InteractiveShell.instance()
    shell.showtraceback = lambda *_, **__: None
    shell.showsyntaxerror = lambda *_, **__: None
    with contextlib.redirect_stdout(io.StringIO()):
        for step in steps(released, parts):
            shell.run_cell(step.source, store_history=False)
    key = keys.find(name)
    report = diagnose(key, [shell.user_ns.get(one) for one in key.objects])
    finding = report.finding
    pipe.send(
        {
            "accepted": report.passed,
            "said": plain_text.render(report),
            "finding": f"{finding.title}\n{finding.help}" if finding else "",
            "mistake": finding.mistake if finding else "",
            "has_facts": bool(finding and finding.has_facts),
        }
    )
    with contextlib.redirect_stdout(io.StringIO()):
        pipe.send(all(_example_holds(shell.user_ns, name) for name in key.objects))


def _example_holds(namespace: dict[str, Any], name: str) -> bool:
    """Run the examples in what the docstrings say; a class has them in its methods too."""
    runner, parser = doctest.DocTestRunner(verbose=False), doctest.DocTestParser()
    asked_for = namespace.get(name)
    methods = vars(asked_for).values() if isinstance(asked_for, type) else ()
    for one in (asked_for, *methods):
        if isinstance(text := getattr(one, "__doc__", None), str):
            runner.run(parser.get_doctest(text, dict(namespace), name, None, 0))
    return runner.failures == 0
