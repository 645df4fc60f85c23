"""Grade a class: ask the verdict store, hand out tasks, write what comes back.

Only the process that runs this writes anything: the store, the gradebook, the graded notebooks.
It may be killed at any moment, as may every worker: a verdict is stored before it is written, a
student is marked as written only afterwards, and writing twice is the same as writing once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Protocol, Self

from nbgrader.converters.base import NbGraderException

from autograder.grading.submissions import Submissions
from autograder.grading.verdict_store import VerdictStore
from autograder.judging.engine import Failed, Graded, Task
from autograder.judging.verdict import Status

MOST_NAMED = 3  # of the other notebooks in a student's folder


class Runner(Protocol):
    """Whoever grades tasks: this process, or workers elsewhere."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None: ...

    def run(self, tasks: Iterable[Task]) -> Iterator[Graded | Failed]:
        """Yield one result a task, in any order, prefetching few tasks ahead of the results."""
        ...


class GradeWriter(Protocol):
    """Whoever writes grades: nbgrader's converter."""

    def write(self, student: str, graded: Graded) -> None:
        """Write one student's grades, atomically; raises NbGraderException if it fails."""
        ...

    def has_written(self, student: str) -> bool:
        """Tell whether the graded notebook is there, with this submission's timestamp."""
        ...

    def doubts(self, student: str) -> tuple[str, ...]:
        """Say what of the files beside a student's notebook somebody should look at."""
        ...


@dataclass(frozen=True)
class OpenCourse:
    """A course while it is graded.

    submissions: what was handed in for the assignment
    store: the verdicts that are known
    writer: writes grades into the gradebook, and the graded notebooks
    """

    submissions: Submissions
    store: VerdictStore
    writer: GradeWriter


@dataclass
class ClassResult:
    """What became of a class.

    graded: by student; those whose verdict stands in the gradebook
    run_now: students whose file was run this time; the others' verdicts were known
    written_now: students whose grades were written this time
    failed: by student: why nothing was graded, which is our side's fault and to be tried again
    """

    graded: dict[str, Graded] = field(default_factory=dict)
    run_now: set[str] = field(default_factory=set)
    written_now: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)


def grade_class(
    course: OpenCourse,
    start: Callable[[Submissions], Runner],
    students: Sequence[str] = (),
    *,
    rerun: bool = False,
    rewrite: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> ClassResult:
    """Grade a class, or some of it; what is known and written already is not done again.

    start: gives the runner of the tasks; called only if there is one
    students: all who handed something in, where none is named
    rerun: run every submission again, whatever is known
    rewrite: write the grades again, whatever is written
    progress: told how many of how many students are done
    raises SandboxUnavailableError where nothing can be graded, ValueError for a student who handed
        nothing in
    """
    chosen = _chosen(course.submissions, students)
    return _ClassRun(course, chosen, rerun, rewrite, progress).grade(start)


class _ClassRun:
    def __init__(
        self,
        course: OpenCourse,
        students: Sequence[str],
        rerun: bool,
        rewrite: bool,
        progress: Callable[[int, int], None],
    ) -> None:
        self.course, self.students, self.progress = course, students, progress
        self.rerun, self.rewrite = rerun, rewrite
        self.result = ClassResult()
        self.waiting: dict[str, list[str]] = {}  # by task's key: who handed in the same file
        self.ran: set[str] = set()  # keys of the tasks that were run this time

    def grade(self, start: Callable[[Submissions], Runner]) -> ClassResult:
        self._report()
        tasks = self._tasks()
        first = next(tasks, None)
        if first is not None:
            with start(self.course.submissions) as runner:
                for result in runner.run(_chain(first, tasks)):
                    self._take(result)
        return self.result

    def _tasks(self) -> Iterator[Task]:
        """Yield what has to be run; write on the way what is known."""
        for student in self.students:
            task = self._task_or_verdict(student)
            if task is None:
                continue
            if isinstance(task, Task):
                self.waiting.setdefault(task.key, []).append(student)
                if len(self.waiting[task.key]) == 1:
                    yield task
            else:
                if task.key in self.ran:
                    self.result.run_now.add(student)
                self._write(student, task)

    def _task_or_verdict(self, student: str) -> Task | Graded | None:
        try:
            student.encode()
            if "\n" in student:  # in which nbgrader finds no student
                self._fail(student, "the name of the folder has two lines: rename the folder")
                return None
            task = self.course.submissions.task(student)
        except UnicodeEncodeError:  # test_a_folder_whose_name_is_no_text_stops_nobody_else
            self._fail(student, "the name of the folder is no text in UTF-8: rename the folder")
            return None
        except OSError as error:
            self._fail(student, f"the file could not be read: {error}")
            return None
        if isinstance(task, Graded):
            return task
        known = None if self.rerun else self.course.store.get(task.key)
        return known or task

    def _take(self, result: Graded | Failed) -> None:
        students = self.waiting.pop(result.key)
        if isinstance(result, Failed):
            for student in students:
                self._fail(student, result.why)
            return
        self.course.store.put(result)
        self.ran.add(result.key)
        for student in students:
            self.result.run_now.add(student)
            self._write(student, result)

    def _write(self, student: str, graded: Graded) -> None:
        assignment = self.course.submissions.assignment.name
        try:
            doubts = self.course.writer.doubts(student)
            graded = replace(
                graded, notes=(*graded.notes, *doubts), doubts=(*graded.doubts, *doubts)
            )
            if self.rewrite or not self._is_written(student, graded):
                self.course.writer.write(student, graded)
                self.course.store.mark_written(assignment, student, graded.key)
                self.result.written_now.add(student)
        except (NbGraderException, OSError) as error:
            self._fail(student, f"nbgrader could not write the grade: {error}")
            return
        # Without the answers' texts: a run's memory is not to grow with what a class has written.
        result = replace(
            graded,
            parts={},
            written=dict.fromkeys(graded.written, ""),
            doubts=(*graded.doubts, *self._doubts_of_the_folder(student, graded)),
        )
        self.result.graded[student] = result
        self._report()

    def _doubts_of_the_folder(self, student: str, graded: Graded) -> list[str]:
        """Name other notebooks where the one that counts holds nothing."""
        statuses = {verdict.status for verdict in graded.verdicts.values()}
        if not graded.refused and (graded.written or statuses != {Status.NOT_WRITTEN}):
            return []
        others = self.course.submissions.other_notebooks(student)
        if not others:
            return []
        more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        return [
            ("" if graded.refused else "Nothing is written in it. ")
            + f"Beside it lies {', '.join(others[:MOST_NAMED])}{more}; what is the answer has to "
            "be given the assignment's name."
        ]

    def _is_written(self, student: str, graded: Graded) -> bool:
        """Tell whether the gradebook has this verdict already."""
        written = self.course.store.written(self.course.submissions.assignment.name, student)
        return written == graded.key and self.course.writer.has_written(student)

    def _fail(self, student: str, why: str) -> None:
        # As it can be printed and stored; an unpaired byte of a name is told by its number.
        self.result.failed[student.encode(errors="backslashreplace").decode()] = why
        self._report()

    def _report(self) -> None:
        done = len(self.result.graded) + len(self.result.failed)
        self.progress(done, len(self.students))


def _chain(first: Task, rest: Iterator[Task]) -> Iterator[Task]:
    yield first
    del first  # it holds a whole file
    yield from rest


def _chosen(submissions: Submissions, names: Sequence[str]) -> list[str]:
    students = list(submissions.students())
    if unknown := sorted(set(names) - set(students)):
        raise ValueError(
            f"nothing was handed in by {', '.join(unknown)}: there is no "
            f"{submissions.notebook(unknown[0]).parent}"
        )
    return [student for student in students if not names or student in names]
