"""Our converter for an assignment by nbgrader's settings, and where its log goes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.apps.autogradeapp import AutogradeApp

from autograder.files import ROOT
from autograder.grading.nbgrader_bridge.converter import Autograde

SETTINGS = "nbgrader_config.py"
LOG = "grading.log"  # in the course folder


class _AutogradeApp(AutogradeApp):  # type: ignore[misc]
    """nbgrader's application; run from a folder without settings, it takes the repository's."""

    @property
    def config_file_paths(self) -> list[str]:
        """Return where settings are looked for, the first with the last word."""
        ours = [] if Path(SETTINGS).exists() else [str(ROOT)]
        return [*ours, *super().config_file_paths]


def converter_of(
    assignment: str, course: Path | None = None, package: str | None = None
) -> Autograde:
    """Return our converter for an assignment, with nbgrader's settings as they stand.

    course: the course folder, in place of the one that the settings name
    package: of the exercises, in place of the settings' one
    raises NbGraderException where the settings are no good
    """
    arguments = [f"--assignment={assignment}"]
    if course is not None:
        arguments.append(f"--CourseDirectory.root={course.resolve()}")
    if package is not None:
        arguments.append(f"--Autograde.exercises_package={package}")
    app = _AutogradeApp(log_level=logging.WARNING)
    app.initialize(arguments)
    return Autograde(coursedir=app.coursedir, parent=app)


@contextmanager
def logged_to_file(converter: Autograde, path: Path) -> Iterator[None]:
    """Send what nbgrader says to a file: hundreds of lines that a progress bar would drown in."""
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    before, converter.log.handlers = converter.log.handlers, [handler]
    passed_on, converter.log.propagate = converter.log.propagate, False
    try:
        yield
    finally:
        converter.log.handlers, converter.log.propagate = before, passed_on
        handler.close()
