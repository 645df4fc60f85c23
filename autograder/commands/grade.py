"""`python -m autograder grade`: what an instructor sees of it, on a terminal or as JSON."""

from __future__ import annotations

import argparse
import json
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.commands import watch
from autograder.commands.terminal import count, progress, show_list
from autograder.grading.class_run import ClassResult, Runner, grade_class
from autograder.grading.nbgrader_bridge.converter import Autograde
from autograder.grading.nbgrader_bridge.settings import LOG, converter_of, logged_to_file
from autograder.grading.runners.thread import ThreadRunner
from autograder.grading.submissions import Submissions
from autograder.judging.engine import Assignment, Graded
from autograder.reports.class_tally import TO_LOOK_AT

SOME_NOT_GRADED = 3


def add_to(commands: Any) -> None:
    """Add the command to the parser's."""
    grade = commands.add_parser(
        "grade",
        help="grade a class into nbgrader's gradebook",
        description="Grade what was handed in for an assignment. What is known and written already "
        "is not done again, so after any interruption the same command goes on. Exit status: 0 if "
        f"all are graded, {SOME_NOT_GRADED} if some are not through a failure of ours, 1 if none "
        "could be.",
    )
    grade.add_argument("assignment", help="such as 07_convolution_filters")
    grade.add_argument("--student", action="append", default=[], help="only this one; repeatable")
    grade.add_argument("--regrade", action="store_true", help="run again what is known already")
    watch.add_to(grade)
    grade.add_argument("--json", action="store_true", help="the results as JSON on stdout")
    grade.add_argument("--course", type=Path, help="the course folder, if not the settings' one")
    grade.add_argument("--exercises", metavar="PACKAGE", help="package of exercises of your own")
    where = grade.add_mutually_exclusive_group()
    where.add_argument("--workers", type=count, metavar="N", help="processes on this machine (1)")
    where.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that runs")
    where.add_argument("--slurm", type=count, metavar="JOBS", help="start so many SLURM jobs")
    grade.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Grade, show how far it is, and say what came of it."""
    # nbgrader's own queries, with the SQLAlchemy that it allows; nothing an instructor can mend.
    warnings.filterwarnings("ignore", module="nbgrader")
    converter = converter_of(options.assignment, options.course, options.exercises)
    if watch.is_asked_for(options):
        watch.watch(converter, options, lambda students: _quietly(converter, options, students))
    with progress(options.assignment) as shown:
        submissions, result = _grade(converter, options, options.student, shown)
    report = None if options.student else _write_report(submissions, result)
    assignment = submissions.assignment
    if options.json:
        print(json.dumps(as_json(assignment, result, report), indent=1, ensure_ascii=False))
    else:
        _show(assignment, result, report)
        if result.failed:
            print(f"What nbgrader said: {submissions.course / LOG}")
    return SOME_NOT_GRADED if result.failed else 0


def _grade(
    converter: Autograde,
    options: argparse.Namespace,
    students: Sequence[str],
    shown: Callable[[int, int], None],
) -> tuple[Submissions, ClassResult]:
    with (
        converter.open_course() as course,
        logged_to_file(converter, course.submissions.course / LOG),
    ):
        result = grade_class(
            course,
            _runner(options),
            students,
            rerun=options.regrade,
            rewrite=options.regrade,
            progress=shown,
        )
    return course.submissions, result


def _quietly(
    converter: Autograde, options: argparse.Namespace, students: Sequence[str]
) -> ClassResult:
    """Grade students without a bar; write the report if there is news."""
    submissions, result = _grade(converter, options, students, lambda done, of: None)
    if result.written_now:
        _write_report(submissions, result)
    return result


def _write_report(submissions: Submissions, result: ClassResult) -> Path:
    from autograder.reports import class_report  # matplotlib takes a second to import

    assignment = submissions.assignment
    folder = submissions.course / "reports"
    return class_report.write(
        folder,
        assignment.name,
        assignment.exercises,
        result.graded,
        written=assignment.course_cells.written,
    )


def _runner(options: argparse.Namespace) -> Callable[[Submissions], Runner]:
    """Return what starts the workers that the options ask for."""

    def start(work: Submissions) -> Runner:
        if options.workers in (None, 1) and not (options.scheduler or options.slurm):
            return ThreadRunner(work.assignment, work.limits)
        from autograder.grading.runners import (
            dask_runner,  # Dask takes a second to import
        )

        if options.scheduler:
            return dask_runner.at(options.scheduler, work.assignment, work.limits)
        if options.slurm:
            return dask_runner.slurm(options.slurm, work.assignment, work.limits)
        return dask_runner.local(options.workers, work.assignment, work.limits)

    return start


def as_json(assignment: Assignment, result: ClassResult, report: Path | None) -> dict[str, Any]:
    """Return the results as a script reads them."""
    return {
        "assignment": assignment.name,
        "points": sum(exercise.points for exercise in assignment.exercises.values()),
        "students": {name: _student(graded) for name, graded in sorted(result.graded.items())},
        "run_now": sorted(result.run_now),
        "failed": dict(sorted(result.failed.items())),
        "report": str(report) if report else None,
    }


def _student(graded: Graded) -> dict[str, Any]:
    return {
        "earned": graded.earned,
        "refused": graded.refused,
        "written": sorted(graded.written),
        "exercises": {
            name: {
                "earned": verdict.earned,
                "points": verdict.points,
                "status": verdict.status,
                "mistake": verdict.mistake,
                "seed": verdict.seed,
                "groups": {group.name: [group.passed, group.total] for group in verdict.groups},
            }
            for name, verdict in graded.verdicts.items()
        },
    }


def _show(assignment: Assignment, result: ClassResult, report: Path | None) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    graded = list(result.graded.values())
    table = Table(title=_headline(assignment, result), title_justify="left")
    for column in ("exercise", "points", "mean", "all right", "commonest mistake"):
        table.add_column(column, justify="right" if column in ("points", "mean") else "left")
    for name, exercise in assignment.exercises.items():
        verdicts = [one.verdicts[name] for one in graded]
        mean = sum(verdict.earned for verdict in verdicts) / max(len(verdicts), 1)
        right = sum(verdict.right for verdict in verdicts)
        mistakes = Counter(verdict.mistake for verdict in verdicts if verdict.mistake)
        commonest = "".join(f"{said} ({n})" for said, n in mistakes.most_common(1))
        table.add_row(name, f"{exercise.points:g}", f"{mean:.2f}", f"{right}", commonest)
    if graded:
        console.print(table)
    else:
        console.print(_headline(assignment, result))
    if written := assignment.course_cells.written:
        console.print("Written answers, to be graded in formgrader:")
        for name in written:
            many = sum(name in one.written for one in graded)
            console.print(f"  {name}: {many} of {len(graded)} have written one", highlight=False)
    show_list(console, "Worth a look", _to_look_at(result.graded))
    show_list(console, "Not graded; run the same command again", result.failed)
    if report and graded:
        console.print(f"The class in plots: {report}", soft_wrap=True, highlight=False)


def _headline(assignment: Assignment, result: ClassResult) -> str:
    known = len(result.graded) - len(result.run_now & result.graded.keys())
    return (
        f"{assignment.name}: {len(result.graded)} graded"
        + (f", {known} of them known before" if known else "")
        + (f", {len(result.failed)} not graded" if result.failed else "")
    )


def _to_look_at(graded: Mapping[str, Graded]) -> dict[str, str]:
    found = {}
    for student, one in graded.items():
        ended = [f"{n}: {v.status}" for n, v in one.verdicts.items() if v.status in TO_LOOK_AT]
        said = [one.refused, ", ".join(ended), *one.doubts]
        if any(said):
            found[student] = " ".join(filter(None, said))
    return found
