"""Make the pictures of the instructor's guide, light and dark, from a real class of twenty-four.

    .venv/bin/python -m tools.guide_pictures

writes book/pictures/{grade,report,feedback}-{light,dark}.png
"""

from __future__ import annotations

import copy
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from PIL import Image
from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI, TerminalTheme
from rich.text import Text

from tests.support.chromium import chromium
from tests.support.course_folder import ASSIGNMENT, Course, answer_cell, solved
from tests.support.guide import ROOT
from tests.support.guide_class import TOO_LARGE

PICTURES = ROOT / "book" / "pictures"
COMMAND = f"python -m autograder grade {ASSIGNMENT}"
COLUMNS = 92
SIZE = {"width": 760, "height": 900}
COLOURS = 128  # enough for text and bars, at a third of the size
THEMES: dict[str, TerminalTheme] = {"light": DEFAULT_TERMINAL_THEME, "dark": MONOKAI}
TERMINAL = """<style>
body {{ margin: 0; background: {background}; color: {foreground} }}
pre {{ margin: 0; padding: 14px 18px; width: max-content;
      font: 14px/1.17 "DejaVu Sans Mono", monospace }}
</style><pre>{code}</pre>"""
STUDENTS = (
    *("ada", "alan", "barbara", "carl", "david", "edith", "emmy", "felix", "grace", "hedy"),
    *("ida", "jean", "john", "karen", "leslie", "lise", "maria", "niklaus", "olga", "paul"),
    *("ruth", "sofia", "tim", "wolf"),
)
# By exercise: what is done to a right answer, and by whom.
MISTAKES = {
    ("conv1d", "x, k", "right_conv1d(x, list(k)[::-1])"): ("carl", "hedy"),
    ("conv2d", "image, kernel", "right_conv2d(image, np.asarray(kernel)[::-1, ::-1])"): (
        *("alan", "edith", "jean", "karen", "paul", "tim"),
    ),
    ("conv2d", "image, kernel", "right_conv2d(image, np.asarray(kernel).T)"): ("felix", "olga"),
    ("true_convolution2d", "image, kernel", "conv2d(image, kernel)"): ("ida", "john", "lise"),
    (
        "gaussian_kernel",
        "size, sigma",
        "(k := right_gaussian_kernel(size, sigma)) / k.max()",
    ): (*("barbara", "carl", "jean", "leslie"),),
    ("conv1d_matrix", "k, n", "right_conv1d_matrix(k, n).T"): ("david", "karen", "maria"),
}
NOT_WRITTEN = {"conv1d_matrix": ("felix", "hedy", "ruth", "tim"), "gaussian_kernel": ("ruth",)}
WRONG = """

import numpy as np
right_{name} = {name}
def {name}({parameters}):
    return {result}
"""


def hand_in(course: Course) -> None:
    """Let every student hand something in."""
    released, solution = course.release()
    for student in STUDENTS:
        nb = copy.deepcopy(released)
        solved(nb, solution)
        _spoil(nb, released, student)
        nbformat.write(nb, course.submitted(student))
    course.submitted("wolf").write_text("{", encoding="utf-8")


def _spoil(nb: NotebookNode, released: NotebookNode, student: str) -> None:
    answer_cell(nb, "conv1d").source += f"\n# {student}"  # no two files of a class are equal
    for (name, parameters, result), students in MISTAKES.items():
        if student in students:
            more = WRONG.format(name=name, parameters=parameters, result=result)
            answer_cell(nb, name).source += more
    for name, students in NOT_WRITTEN.items():
        if student in students:
            answer_cell(nb, name).source = answer_cell(released, name).source
    if student == "sofia":
        answer_cell(nb, "conv1d").source = TOO_LARGE


def grade(course: Course) -> Text:
    """Grade the class; return what the terminal then shows."""
    done = subprocess.run(
        [sys.executable, *COMMAND.split()[1:], "--course", str(course.folder)],
        cwd=ROOT,
        env=os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"},
        capture_output=True,
        text=True,
        check=True,
    )
    bar = done.stderr.rstrip("\n").split("\r")[-1].split("\x1b[2K")[-1]
    bar = bar.replace("\x1b[?25h", "")  # shows the cursor again
    # A path as it is where nobody tests: the last of the lines names the report.
    said = done.stdout.replace(str(course.folder.parent), "/home/ada/seeing-with-kernels")
    return Text.from_ansi(f"$ {COMMAND}\n{bar}\n{said.rstrip()}")


def picture_of_terminal(browser: Browser, said: Text, scheme: str) -> None:
    """Take a picture of what the terminal shows."""
    console = Console(record=True, file=io.StringIO(), width=COLUMNS, force_terminal=True)
    console.print(said, soft_wrap=True)
    html = console.export_html(theme=THEMES[scheme], code_format=TERMINAL, inline_styles=True)
    page = browser.new_context(device_scale_factor=2).new_page()
    page.set_content(html)
    _save(page.locator("pre").screenshot(), f"grade-{scheme}")
    page.context.close()


def picture_of_report(browser: Browser, path: Path, scheme: str) -> None:
    """Show what passed, of the first two exercises."""
    page = _opened(browser, path, scheme)
    plot = page.locator("h2:has-text('What passed') ~ .plot.wide").first
    top = page.get_by_role("heading", name="What passed").bounding_box()
    third = plot.get_by_text("true_convolution2d").first.bounding_box()
    assert top is not None
    assert third is not None
    height = third["y"] - top["y"] + 8
    clip = {"x": 0, "y": top["y"] - 8, "width": SIZE["width"], "height": height}
    _save(page.screenshot(clip=clip, full_page=True), f"report-{scheme}")
    page.context.close()


def picture_of_feedback(browser: Browser, path: Path, scheme: str) -> None:
    """Take a picture of a feedback page, around the card of `conv2d`."""
    page = _opened(browser, path, scheme)
    card = page.locator("section[aria-label='Check check_conv2d']")
    _save(card.screenshot(), f"feedback-{scheme}")
    page.context.close()


def _opened(browser: Browser, path: Path, scheme: str) -> Page:
    context = browser.new_context(viewport=SIZE, color_scheme=scheme, device_scale_factor=2)
    page = context.new_page()
    page.goto(path.as_uri())
    return page


def _save(png: bytes, name: str) -> None:
    taken = Image.open(io.BytesIO(png))
    few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def main() -> None:
    """Grade a small class, and take all pictures of it."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        course = Course(Path(folder) / "course")
        hand_in(course)
        said = grade(course)
        course.nbgrader("generate_feedback", ASSIGNMENT)
        report = course.folder / "reports" / f"{ASSIGNMENT}.html"
        feedback = course.folder / "feedback" / "alan" / ASSIGNMENT / f"{ASSIGNMENT}.html"
        for scheme in ("light", "dark"):
            picture_of_terminal(browser, said, scheme)
            picture_of_report(browser, report, scheme)
            picture_of_feedback(browser, feedback, scheme)


if __name__ == "__main__":
    main()
