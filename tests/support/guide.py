"""The instructor's guide as a reader follows it: its files are written, its commands are run.

What a fence is for shows in its head, and the page looks the same for all:

    ```bash                       run in the order of the page
    ```sh                         for other machines, such as a cluster's: not run
    ```{code-block} python        written to the file in its caption, if that lies in the course;
    :caption: FILE                "at the end of FILE" adds to it
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.files import ROOT
from autograder.release import answer_key
from autograder.release.chapter import chapters

FENCE = re.compile(r"^```(?P<head>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CAPTION = re.compile(
    r":caption: (?P<end>at the end of )?(?P<path>[^\n]+)\n\n?(?P<text>.*)", re.DOTALL
)
FILE = re.compile(r"\w[\w./]*")  # neither ~/… nor /etc/…, nor a sentence


@dataclass(frozen=True)
class Command:
    """Lines to run in a shell."""

    text: str


@dataclass(frozen=True)
class File:
    """A file that the reader writes, or adds to."""

    path: str
    text: str
    at_the_end: bool


@dataclass(frozen=True)
class Ran:
    """A command that was run, and what it said."""

    command: str
    status: int
    stdout: str
    stderr: str


def text_of(page: str) -> str:
    return (ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")


def fences(page: str) -> Iterator[tuple[str, str]]:
    """Yield the head and the text of each fence of a page; inside of a list it is not indented."""
    for found in FENCE.finditer(text_of(page)):
        yield found["head"], found["body"]


def steps(page: str) -> Iterator[Command | File]:
    for head, body in fences(page):
        if head == "bash":
            yield Command(body)
        elif head.startswith("{code-block}"):
            found = CAPTION.match(body)
            if found and FILE.fullmatch(found["path"]):
                yield File(found["path"], found["text"], bool(found["end"]))


class Reader:
    """Somebody with a clone of the course of their own, and an environment in its `.venv`.

    The environment is the one that the tests run in: `make lab` and its tests install one anew.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder / "clone"
        self.exchange = folder / "exchange"
        self._left = folder / "environment"
        self.ran: list[Ran] = []
        _copy_to(self.root)
        self._environment(folder)

    def _environment(self, folder: Path) -> None:
        (self.root / ".venv").mkdir()
        (self.root / ".venv" / "bin").symlink_to(Path(sys.prefix) / "bin")
        (self.root / ".venv" / "grade").touch()
        self.exchange.mkdir()
        self.exchange.chmod(0o777)  # nbgrader refuses one that students cannot write to
        settings = folder / "jupyter"
        settings.mkdir()
        (settings / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.Exchange.root = {str(self.exchange)!r}\n"
            f"c.Exchange.cache = {str(folder / 'cache')!r}\n",
            encoding="utf-8",
        )
        # The environment knows the course where the tests run: here it is the clone's.
        self.env = os.environ | {
            "PYTHONPATH": str(self.root),
            "JUPYTER_CONFIG_DIR": str(settings),
            "COLUMNS": "100",
        }
        self.env.pop("VIRTUAL_ENV", None)

    def take(self, step: Command | File) -> None:
        if isinstance(step, Command):
            self._run(step.text)
            return
        path = self.root / step.path
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if step.at_the_end else ""
        path.write_text(before + step.text, encoding="utf-8")

    def _run(self, command: str) -> None:
        """Run a command in the shell that the reader has had open since the first one."""
        done = subprocess.run(
            ["bash", "-ec", f"{command}\nenv -0 > '{self._left}'"],
            cwd=self.root,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        self.ran.append(Ran(command, done.returncode, done.stdout, done.stderr))
        if done.returncode == 0:
            entries = self._left.read_text(encoding="utf-8").split("\0")
            self.env = dict(entry.split("=", 1) for entry in entries if entry)


def _copy_to(folder: Path) -> None:
    """Copy what git has, or would have, and the keys that it keeps out: nobody's own course."""
    for path in chapters():
        answer_key.write(path.stem)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        source, target = ROOT / name, folder / name
        if source.is_file() and not name.startswith("tests/"):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    # A key holds what it was made from, so one that does not fit these sources is made anew.
    shutil.copytree(answer_key.FOLDER, folder / answer_key.FOLDER.relative_to(ROOT))
