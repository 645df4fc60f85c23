"""`python -m autograder`: what an instructor runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from nbgrader.converters.base import NbGraderException

from autograder.commands import collect, doctor, grade, release

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

    release.add_to(commands)
    collect.add_to(commands)
    grade.add_to(commands)

    health = commands.add_parser("doctor", help="tell whether grading can run on this machine")
    health.set_defaults(run=lambda _: doctor.doctor())
    return parser
