"""`python -m autograder collect`: a download of Moodle's or Canvas', laid out for grading."""

from __future__ import annotations

import argparse
import warnings
from collections import Counter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nbgrader.api import Gradebook

from autograder.collecting import course_list
from autograder.collecting.collection import Collected, Done, collect
from autograder.collecting.roster import Roster
from autograder.collecting.student_lists import read_into
from autograder.commands.terminal import progress, show_list
from autograder.grading.nbgrader_bridge.settings import converter_of

SOME_NOT_COLLECTED = 3


def add_to(commands: Any) -> None:
    """Add the command to the parser's."""
    parser = commands.add_parser(
        "collect",
        help="lay out what Moodle or Canvas hands out",
        description="Collect submissions from what Moodle or Canvas hands out: archives, or the "
        "folders they were unpacked to. The same command with a newer download updates them. "
        f"Exit status: 0 if all are collected, {SOME_NOT_COLLECTED} if some are not, 1 if none "
        "could be.",
    )
    parser.add_argument("assignment", help="such as 07_convolution_filters")
    parser.add_argument("download", nargs="+", type=Path, help="a zip archive or a folder")
    parser.add_argument(
        "--students",
        action="append",
        default=[],
        type=Path,
        metavar="LIST",
        help="CSV of the students, from nbgrader, Moodle or Canvas; repeatable",
    )
    parser.add_argument(
        "--timezone", type=_zone, help="of the times in the list, if not this machine's"
    )
    parser.add_argument("--course", type=Path, help="the course folder, if not the settings' one")
    parser.add_argument("--exercises", metavar="PACKAGE", help="package of exercises of your own")
    parser.set_defaults(run=run)


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise argparse.ArgumentTypeError("a name such as Europe/Berlin or UTC is needed") from error


def run(options: argparse.Namespace) -> int:
    """Collect, show how far it is, and say what came of it."""
    warnings.filterwarnings("ignore", module="nbgrader")
    converter = converter_of(options.assignment, options.course, options.exercises)
    submissions = converter.submissions()
    coursedir = converter.coursedir
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        roster = course_list.known(gradebook, submissions.submitted)
        _read_lists(roster, options)
        if options.students:
            course_list.remember(gradebook, roster)
    with progress(options.assignment) as shown:
        collected = collect(options.download, submissions, roster, shown)
    _show(options.assignment, collected)
    if not collected.left:
        return 0
    return SOME_NOT_COLLECTED if collected.done else 1


def _read_lists(roster: Roster, options: argparse.Namespace) -> None:
    for path in options.students:
        read_into(roster, path, options.timezone)


def _show(assignment: str, collected: Collected) -> None:
    from rich.console import Console

    console = Console()
    console.print(_headline(assignment, collected), highlight=False)
    show_list(console, "Worth a look", {s: "; ".join(n) for s, n in collected.notes.items()})
    show_list(
        console,
        "Late, and it is not known by how much; if that costs points, write when they handed in, "
        "such as 2026-10-30 23:10:00 UTC, into timestamp.txt beside the notebook",
        dict.fromkeys(collected.late, "LATE in the file's name"),
        most=None,
    )
    # All of them: whoever is not told of here is not graded.
    show_list(console, "Not collected", collected.left, most=None)


def _headline(assignment: str, collected: Collected) -> str:
    counted = Counter(collected.done.values())
    done = ", ".join(f"{counted[one]} {one}" for one in Done if counted[one]) or "none"
    timed, there = len(collected.timed), len(collected.done)
    when = "all" if timed == there else f"{timed} of {there}"
    return (
        f"{assignment}: {done}"
        + (f", {len(collected.left)} not collected" if collected.left else "")
        + (f". The time of submission is known of {when}." if there else "")
    )
