"""A class -> grades in the gradebook: asks the store, hands out tasks, writes what comes back.

Only the process that runs this writes anything: the store, the gradebook, the graded notebooks.
It may be killed at any moment, as may every worker: what was found is in the store, what was
written is marked only afterwards, and writing twice is the same as writing once.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.converters.base import NbGraderException

from autograder.engine import Failed, Graded, Task
from autograder.execution import ROOT
from autograder.nbgrader_hooks import Autograde
from autograder.submitted import Submissions

SETTINGS = "nbgrader_config.py"
LOCK = "grading.lock"
LOG = "grading.log"


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
        """Yield one answer a task, in any order, taking few tasks ahead of the answers."""
        ...


@dataclass
class Outcome:
    """What became of a class.

    graded: by student; those whose verdict stands in the gradebook
    found: students whose submission was run this time; the others' verdicts were known
    failed: by student: why nothing was graded, which is our side's fault and to be tried again
    """

    graded: dict[str, Graded] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)


def converter(assignment: str, course: Path | None = None, package: str | None = None) -> Autograde:
    """Return our converter for an assignment, with nbgrader's settings as they stand.

    course: the course folder, in place of the one that the settings name
    package: of the exercises, in place of the settings' one
    raises NbGraderException where the settings are no good
    """
    arguments = [f"--assignment={assignment}"]
    if not Path(SETTINGS).exists():
        arguments.append(f"--config={ROOT / SETTINGS}")
    if course is not None:
        arguments.append(f"--CourseDirectory.root={course.resolve()}")
    if package is not None:
        arguments.append(f"--Autograde.exercises_package={package}")
    app = AutogradeApp(log_level=logging.WARNING)
    app.initialize(arguments)
    return Autograde(coursedir=app.coursedir, parent=app)


def grade_class(
    grading: Autograde,
    start: Callable[[Submissions], Runner],
    students: Sequence[str] = (),
    regrade: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Outcome:
    """Grade a class, or some of it; what is known and written already is not done again.

    grading: from `converter`
    start: gives who runs the tasks; asked only if there is one
    students: all who handed something in, where none is named
    regrade: run every submission again, whatever is known
    progress: told how many of how many students are done
    raises NbGraderException, SandboxUnavailableError where nothing can be graded; ValueError for
        a student who handed nothing in, RuntimeError where the course is being graded already
    """
    with grading.at_work() as work, _alone(work.course), _logged(grading, work.course):
        return _Class(grading, work, _chosen(work, students), regrade, progress).grade(start)


class _Class:
    def __init__(
        self,
        grading: Autograde,
        work: Submissions,
        students: Sequence[str],
        regrade: bool,
        progress: Callable[[int, int], None],
    ) -> None:
        self.grading, self.work, self.regrade = grading, work, regrade
        self.students, self.progress = students, progress
        self.outcome = Outcome()
        self.waiting: dict[str, list[str]] = {}  # by key: who handed in the same file

    def grade(self, start: Callable[[Submissions], Runner]) -> Outcome:
        self._report()
        tasks = self._tasks()
        first = next(tasks, None)
        if first is not None:
            with start(self.work) as runner:
                for came in runner.run(_chain(first, tasks)):
                    self._take(came)
        return self.outcome

    def _tasks(self) -> Iterator[Task]:
        """Yield what has to be run; write on the way what is known."""
        for student in self.students:
            task = self._task(student)
            if task is None:
                continue
            if isinstance(task, Task):
                self.waiting.setdefault(task.key, []).append(student)
                if len(self.waiting[task.key]) == 1:
                    yield task
            else:
                self._write(student, task)

    def _task(self, student: str) -> Task | Graded | None:
        try:
            student.encode()
            task = self.work.task(student)
        except UnicodeEncodeError:  # test_a_folder_whose_name_is_no_text_stops_nobody_else
            self._fail(student, "the name of the folder is no text in UTF-8: rename the folder")
            return None
        except OSError as error:
            self._fail(student, f"the file could not be read: {error}")
            return None
        if isinstance(task, Graded):
            return task
        known = None if self.regrade else self.grading.store.get(task.key)
        return known or task

    def _take(self, came: Graded | Failed) -> None:
        students = self.waiting.pop(came.key)
        if isinstance(came, Failed):
            for student in students:
                self._fail(student, came.why)
            return
        self.grading.store.put(came)
        for student in students:
            self.outcome.found.add(student)
            self._write(student, came)

    def _write(self, student: str, graded: Graded) -> None:
        try:
            if not self._stands(student, graded):
                self.grading.write(student, graded)
        except NbGraderException as error:
            self._fail(student, f"nbgrader could not write the grade ({error}); see {LOG}")
            return
        # Without the answers' texts: a run's memory is not to grow with what a class has written.
        self.outcome.graded[student] = replace(graded, parts={})
        self._report()

    def _stands(self, student: str, graded: Graded) -> bool:
        """Tell whether the gradebook has this verdict already."""
        name = self.work.assignment.name
        written = self.grading.store.written(name, student)
        return not self.regrade and written == graded.key and self.grading.has_written(student)

    def _fail(self, student: str, why: str) -> None:
        # As it can be printed and stored; an unpaired byte of a name is told by its number.
        self.outcome.failed[student.encode(errors="backslashreplace").decode()] = why
        self._report()

    def _report(self) -> None:
        done = len(self.outcome.graded) + len(self.outcome.failed)
        self.progress(done, len(self.students))


def _chain(first: Task, rest: Iterator[Task]) -> Iterator[Task]:
    yield first
    del first  # it holds a whole file
    yield from rest


def _chosen(work: Submissions, names: Sequence[str]) -> list[str]:
    students = list(work.students())
    if unknown := sorted(set(names) - set(students)):
        raise ValueError(
            f"nothing was handed in by {', '.join(unknown)}: there is no "
            f"{work.notebook(unknown[0]).parent}"
        )
    return [student for student in students if not names or student in names]


@contextmanager
def _alone(course: Path) -> Iterator[None]:
    """Keep a second run out while this one goes on, however it ends."""
    with (course / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RuntimeError(f"{course} is being graded by another run; wait for it") from error
        yield


@contextmanager
def _logged(grading: Autograde, course: Path) -> Iterator[None]:
    """Send what nbgrader says to a file: hundreds of lines that a progress bar would drown in."""
    handler = logging.FileHandler(course / LOG, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    before, grading.log.handlers = grading.log.handlers, [handler]
    passed_on, grading.log.propagate = grading.log.propagate, False
    try:
        yield
    finally:
        grading.log.handlers, grading.log.propagate = before, passed_on
        handler.close()


__all__ = ["Outcome", "Runner", "converter", "grade_class"]
