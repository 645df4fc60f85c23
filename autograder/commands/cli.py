"""`python -m autograder`: what an instructor runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nbgrader.converters.base import NbGraderException
from tqdm import tqdm

from autograder.commands import collect, doctor, grade
from autograder.release import targets
from autograder.release.chapter import chapters

OURS = ("autograder", "seeing")  # a module of these that is missing is a mistake of ours
INTERRUPTED = 130  # what a shell gives for Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when it did what it says, 1 with a sentence on stderr when not.

    `collect` and `grade` have one more, see `SOME_NOT_COLLECTED` and `SOME_NOT_GRADED`.
    """
    options = _parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except (OSError, ValueError, RuntimeError, NbGraderException) as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] in OURS:
            raise
        print(
            f"autograder: {error.name} is not installed; what grading needs: make .venv/grade",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("autograder: stopped; the same command goes on from here", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    release = commands.add_parser("release", help="derive notebooks from the chapters")
    where = release.add_subparsers(metavar="WHERE")
    release.set_defaults(run=_release_work, folder=targets.WORK)
    work = where.add_parser("work", help="student notebooks that work/ lacks (the default)")
    work.add_argument("folder", nargs="?", type=Path, default=targets.WORK)
    work.set_defaults(run=_release_work)
    course = where.add_parser("course", help="assignment sources for nbgrader generate_assignment")
    course.add_argument("folder", nargs="?", type=Path, default=targets.COURSE)
    course.set_defaults(run=_release_course)
    public = where.add_parser(
        "public", help="the students' repository, for Binder, Colab, nbgitpuller"
    )
    public.add_argument("folder", type=Path)
    public.set_defaults(run=_release_public)

    collect.add_to(commands)
    grade.add_to(commands)

    health = commands.add_parser("doctor", help="tell whether grading can run on this machine")
    health.set_defaults(run=lambda _: doctor.doctor())
    return parser


def _release_work(options: argparse.Namespace) -> None:
    with _told() as told:
        added, kept = targets.to_work(options.folder, told)
    for path in added:
        print(f"added {_short(path)}")
    for path in kept:
        print(f"kept  {_short(path)}  (yours; delete or rename it to get a fresh one)")


def _release_course(options: argparse.Namespace) -> None:
    with _told() as told:
        written = targets.to_course(options.folder, told)
    for path in written:
        print(f"wrote {_short(path)}")
        print(f"next: nbgrader generate_assignment {path.stem}")


def _release_public(options: argparse.Namespace) -> None:
    with _told() as told:
        folder = targets.to_public(options.folder, told)
    print(f"wrote {_short(folder)}; commit and push it as the students' repository")


@contextmanager
def _told() -> Iterator[targets.Told]:
    """Show on stderr how far a release is, and which answer keys had to be made."""
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
