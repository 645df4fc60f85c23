"""`make lab` in a fresh clone opens the course, and its widgets live there."""

import re
import subprocess

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.lab_driver import (
    PANEL,
    STEP_LIMIT_MS,
    Lab,
    go_on_to_notebook,
    open_notebook,
    printed,
    run_cell,
    run_cell_until,
    write_notebook,
)

# Widget -> what takes the keys, the trait that the right arrow adds one to, a value to send back.
MOVES = {
    "GraphStepper": ("input[type=range]", "position", 0),
    "SlideKernel1D": ("[role=slider]", "position", 0),
    "SlideKernel2D": ("[role=slider]", "column", 0),
    "KernelOnPhoto": ("[role=application]", "column", 40),
    "FilterGallery": ("[role=application]", "kernel", 0),
    "OcclusionLab": ("[role=application]", "column", 0),
    "TileStepper": ("[role=slider]", "position", 0),
    "PoolLab": ("[role=slider]", "place", 0),
    "CNNExplorer": (".sheets > :nth-child(3) [role=application]", "column", 0),
}


def test_the_first_command_in_a_fresh_clone_opens_the_start_page(lab: Lab, page: Page):
    page.goto(lab.url, timeout=STEP_LIMIT_MS)
    start = page.locator(f"{PANEL} .jp-RenderedHTMLCommon h1", has_text="Seeing with Kernels")
    start.wait_for(timeout=STEP_LIMIT_MS)

    assert lab.url.split("?")[0].endswith("start.ipynb")
    links = page.locator(f'{PANEL} a[href*="07_convolution_filters.ipynb"]')
    expect(links.first).to_be_visible()


def test_every_chapter_is_there_with_its_stubs(lab: Lab, page: Page):
    open_notebook(page, lab, "07_convolution_filters.ipynb")

    names = {path.name for path in lab.work.glob("*.ipynb")}
    assert {"start.ipynb", "07_convolution_filters.ipynb"} <= names
    chapter = nbformat.read(lab.work / "07_convolution_filters.ipynb", as_version=4)
    cells = [cell.source for cell in chapter.cells if cell.cell_type == "code"]
    assert sum("raise NotImplementedError(" in source for source in cells) == 5


def test_git_ignores_what_make_lab_made(lab: Lab):
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=lab.clone, capture_output=True, text=True, check=True
    )

    assert status.stdout == ""


def show_figure(lab: Lab, page: Page, widget: str) -> Locator:
    """Show one figure in a notebook of its own, and return its read-out.

    All share the page and the kernel that the first has started.
    """
    trait = MOVES[widget][1]
    name = write_notebook(
        lab,
        f"{widget}.ipynb",
        f"from seeing.widgets import {widget}\nw = {widget}()\nbefore = w.{trait}\nw",
        f"print('moved', w.{trait} - before)",
        f"w.{trait} = {MOVES[widget][2]}",
        f"print('now', w.{trait})",
    )
    if page.url == "about:blank":
        open_notebook(page, lab, name)
    else:
        go_on_to_notebook(page, name)
    run_cell(page, 0)
    readout = page.locator(f"{PANEL} .readout").first
    readout.wait_for(timeout=STEP_LIMIT_MS)
    return readout


def test_each_figure_moves_by_the_mouse_and_its_traits_travel_both_ways(
    lab: Lab, page: Page, subtests: pytest.Subtests
):
    for widget in MOVES:
        with subtests.test(widget):
            check_moves(lab, page, widget)


def check_moves(lab: Lab, page: Page, widget: str) -> None:
    handle, _, back = MOVES[widget]
    readout = show_figure(lab, page, widget)
    first = readout.text_content()

    page.locator(f"{PANEL} {handle}").first.focus()
    page.keyboard.press("ArrowRight")
    expect(readout).not_to_have_text(first)
    moved = readout.text_content()
    run_cell_until(page, 1, re.compile(r"moved 1\b"))

    run_cell(page, 2)
    expect(readout).not_to_have_text(moved, timeout=STEP_LIMIT_MS)
    run_cell(page, 3)
    expect(printed(page, 3)).to_have_text(re.compile(rf"now {back}\b"), timeout=STEP_LIMIT_MS)

    figure = page.locator(f"{PANEL} .card .body").first
    said, before = readout.text_content(), figure.screenshot()
    push(page, page.locator(f"{PANEL} {handle}").first)

    expect(readout).not_to_have_text(said)
    assert figure.screenshot() != before


def push(page: Page, handle: Locator) -> None:
    """Press in the middle of a handle, move by some pixels, let go."""
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 10, steps=6)
    page.mouse.up()
