"""What students handed in for an assignment: files in nbgrader's folders, as tasks to grade."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import nbformat

from autograder.intake import read_file
from autograder.intake.read_file import RefusedSubmissionError
from autograder.judging.engine import Assignment, Graded, Task, refused
from autograder.judging.provenance import course_secret, engine_version, seed_of
from autograder.sandbox.inside.limits import Limits

FOLDERS_LIMIT = 100  # of one student that are looked through
SECRET = "grading_secret"  # beside the gradebook, and to be guarded like it


@dataclass(frozen=True)
class Submissions:
    """The submissions of one assignment of one course.

    course: nbgrader's course folder
    submitted: nbgrader's folder of this name, as its settings say
    size_limit_mib: of a notebook that is handed in
    excluded: students whom nbgrader's settings leave out
    """

    assignment: Assignment
    course: Path
    submitted: Path
    limits: Limits
    size_limit_mib: float
    excluded: frozenset[str] = frozenset()

    def students(self) -> Iterator[str]:
        """Yield the names of those who handed in a folder for the assignment, in their order."""
        if not self.submitted.is_dir():
            return
        for folder in sorted(self.submitted.iterdir()):
            handed_in = folder / self.assignment.name
            try:
                there = handed_in.is_dir() or handed_in.is_symlink()  # a link is told that it is
            except OSError:  # test_a_folder_that_may_not_be_read_stops_nobody_else
                there = True  # what it is that hinders is found when it is read
            if there and folder.name not in self.excluded:
                yield folder.name

    def notebook(self, student: str) -> Path:
        """Return where a student's notebook lies, or would."""
        name = self.assignment.name
        return self.submitted / student / name / f"{name}.ipynb"

    def other_notebooks(self, student: str) -> list[str]:
        """Return the notebooks of other names in a student's folder, by their paths in it."""
        handed_in = self.notebook(student)
        if handed_in.parent.is_symlink():  # test_a_link_to_other_notebooks_is_not_followed
            return []
        found = (
            Path(folder, name).relative_to(handed_in.parent)
            for folder, _, names in islice(os.walk(handed_in.parent), FOLDERS_LIMIT)
            for name in names
            if name.casefold().endswith(".ipynb")
        )
        visible = (path for path in found if not any(p.startswith(".") for p in path.parts))
        return sorted(str(path) for path in visible if path.name != handed_in.name)

    def task(self, student: str) -> Task | Graded:
        """Read what a student handed in; where nothing can be read, that is the verdict.

        raises OSError for what is not the student's doing
        """
        try:
            data = read_file.read(
                self.notebook(student), size_limit_mib=self.size_limit_mib, root=self.submitted
            )
        except RefusedSubmissionError as refusal:
            digest = hashlib.sha256(str(refusal).encode()).hexdigest()
            key, seeds = self._key(digest), self._seeds(digest)
            return refused(self.assignment, key, seeds, str(refusal))
        digest = hashlib.sha256(data).hexdigest()
        return Task(self._key(digest), data, self._seeds(digest))

    def _key(self, digest: str) -> str:
        return hashlib.sha256(f"{self._conditions} {digest}".encode()).hexdigest()

    def _seeds(self, digest: str) -> dict[str, str]:
        name = self.assignment.name
        return {e: seed_of(self._secret, name, e, digest) for e in self.assignment.exercises}

    @cached_property
    def _secret(self) -> bytes:
        return course_secret(self.course / SECRET)

    @cached_property
    def _conditions(self) -> str:
        """All that a verdict depends on besides the submission, as one text."""
        return json.dumps(
            {
                "assignment": self.assignment.name,
                "released": nbformat.writes(self.assignment.released),
                "exercises": self.assignment.exercises_digest,
                "engine": engine_version(),
                "limits": asdict(self.limits),
                "secret": seed_of(self._secret, "", "", ""),
            }
        )
