"""Whether the course can be installed by pip elsewhere: `python -m tools.resolve`.

For each Python and each system uv looks for a set of versions that fits constraints.txt, from
wheels alone: whoever takes the course need not have a compiler. Nothing is installed, and nothing
but metadata is downloaded. The exit status is 1 where one of them has no answer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator

from autograder.files import ROOT

# The oldest patch of 3.11 that pyproject.toml allows, and the next ones as they come.
PYTHONS = ("3.11.5", "3.12", "3.13", "3.14")
SYSTEMS = {
    "Linux, x86-64": "x86_64-manylinux_2_28",
    "Linux, arm64": "aarch64-manylinux_2_28",
    "macOS 14, Apple silicon": "aarch64-apple-darwin",
    "Windows, x86-64": "x86_64-pc-windows-msvc",
}
OLDEST_MACOS = "14.0"


def command(python: str, platform: str, extra: str = "lab") -> list[str]:
    """Return uv's command that looks for versions and writes none."""
    return [
        *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-header"),
        *("--extra", extra, "--constraint", "constraints.txt", "--only-binary", ":all:"),
        *("--python-version", python, "--python-platform", platform),
    ]


def complaint(python: str, platform: str, extra: str = "lab") -> str:
    """Return why nothing fits, "" where something does."""
    done = subprocess.run(
        command(python, platform, extra),
        cwd=ROOT,
        env=os.environ | {"MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stderr.strip()


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield Python, system and what stands in the way, for each pair."""
    for python in PYTHONS:
        for system, platform in SYSTEMS.items():
            yield python, system, complaint(python, platform)


def main() -> int:
    """Print a table, and what uv says of the pairs that have no answer."""
    argparse.ArgumentParser(prog="python -m tools.resolve", description=__doc__).parse_args()
    failed = []
    print("| Python | system | from wheels alone |\n|---|---|---|", flush=True)
    for python, system, why in rows():
        print(f"| {python} | {system} | {'no' if why else 'yes'} |", flush=True)
        failed += [f"Python {python}, {system}:\n{why}"] if why else []
    print("\n".join(["", *failed]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
