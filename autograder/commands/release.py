"""`python -m autograder release`: chapters become the notebooks of students and instructors.

What makes them is imported when it runs: the figures with it, which grading can do without.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from autograder.files import ROOT

if TYPE_CHECKING:
    from autograder.release.targets import Told

WORK, COURSE = ROOT / "work", ROOT / "course"


def add_to(commands: Any) -> None:
    """Add the command to the parser's."""
    release = commands.add_parser("release", help="derive notebooks from the chapters")
    where = release.add_subparsers(metavar="WHERE")
    release.set_defaults(run=_to_work, folder=WORK)
    work = where.add_parser("work", help="student notebooks that work/ lacks (the default)")
    work.add_argument("folder", nargs="?", type=Path, default=WORK)
    work.set_defaults(run=_to_work)
    course = where.add_parser("course", help="assignment sources for nbgrader generate_assignment")
    course.add_argument("folder", nargs="?", type=Path, default=COURSE)
    course.set_defaults(run=_to_course)
    public = where.add_parser(
        "public", help="the students' repository, for Binder, Colab, nbgitpuller"
    )
    public.add_argument("folder", type=Path)
    public.set_defaults(run=_to_public)


def _to_work(options: argparse.Namespace) -> None:
    from autograder.release import targets

    with _told() as told:
        added, kept = targets.to_work(options.folder, told)
    for path in added:
        print(f"added {_short(path)}")
    for path in kept:
        print(f"kept  {_short(path)}  (yours; delete or rename it to get a fresh one)")


def _to_course(options: argparse.Namespace) -> None:
    from autograder.release import targets

    with _told() as told:
        written = targets.to_course(options.folder, told)
    for path in written:
        print(f"wrote {_short(path)}")
        print(f"next: nbgrader generate_assignment {path.stem}")


def _to_public(options: argparse.Namespace) -> None:
    from autograder.release import targets

    with _told() as told:
        folder = targets.to_public(options.folder, told)
    print(f"wrote {_short(folder)}; commit and push it as the students' repository")


@contextmanager
def _told() -> Iterator[Told]:
    """Show on stderr how far a release is, and which answer keys had to be made."""
    from autograder.release.chapter import chapters

    with tqdm(total=len(chapters()), desc="chapters", leave=False) as bar:

        def told(chapter: str, from_cache: bool) -> None:
            bar.write(
                f"{chapter}: answer key {'as it was' if from_cache else 'made'}", file=sys.stderr
            )
            bar.update()

        yield told


def _short(path: Path) -> str:
    path = path.resolve()
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
