"""TrainingMonitor in JupyterLab: the picture changes while the cell that trains still runs."""

import re

from playwright.sync_api import Page, expect

from tests.support.lab_driver import (
    PANEL,
    STEP_LIMIT_MS,
    Lab,
    open_notebook,
    run_cell,
    write_notebook,
)

# The cell runs until the test lets it go on, so that nothing depends on how fast this machine is.
TRAIN = """
import pathlib
import time

for step in range(10_000):
    monitor.record(step, loss=3.0 / (1 + step), gradients={"layer 1": 1.0})
    time.sleep(0.02)
    if pathlib.Path("enough").exists():
        monitor.record(step + 1, loss=float("nan"))
        break
"""


def show_monitor(lab: Lab, page: Page, name: str) -> None:
    """Open a notebook that shows a monitor, and start the cell that trains."""
    (lab.work / "enough").unlink(missing_ok=True)
    show = "from seeing.widgets import TrainingMonitor\nmonitor = TrainingMonitor()\nmonitor"
    after = "print('shown', monitor.shown, 'running', monitor.running)"
    open_notebook(page, lab, write_notebook(lab, name, show, TRAIN, after))
    run_cell(page, 0)
    expect(page.locator(f"{PANEL} .readout").first).to_contain_text(
        "Waiting for the first step", timeout=STEP_LIMIT_MS
    )
    start_cell(page, 1)


def start_cell(page: Page, cell: int) -> None:
    """Run a cell without waiting for its end."""
    page.evaluate(
        """cell => {
            const notebook = jupyterapp.shell.currentWidget.content;
            notebook.activeCellIndex = cell;
            jupyterapp.commands.execute('notebook:run-cell');
        }""",
        cell,
    )


def is_running(page: Page, cell: int) -> bool:
    prompt = page.locator(f"{PANEL} .jp-Cell").nth(cell).locator(".jp-InputPrompt")
    return (prompt.text_content() or "").strip() == "[*]:"


def test_the_picture_grows_while_the_cell_runs_and_ends_with_its_last_record(lab: Lab, page: Page):
    show_monitor(lab, page, "growing.ipynb")
    readout = page.locator(f"{PANEL} .readout > span").first

    expect(readout).to_contain_text(re.compile(r"Step [1-9]\d*: loss"), timeout=STEP_LIMIT_MS)
    first = readout.text_content() or ""
    expect(readout).not_to_have_text(first, timeout=STEP_LIMIT_MS)
    assert is_running(page, 1)

    (lab.work / "enough").touch()

    expect(readout).to_contain_text("loss NaN", timeout=STEP_LIMIT_MS)
    expect(page.locator(f"{PANEL}").get_by_role("button", name="Replay")).to_be_visible()


def test_a_reader_can_go_back_while_the_cell_runs(lab: Lab, page: Page):
    show_monitor(lab, page, "going_back.ipynb")
    readout = page.locator(f"{PANEL} .readout > span").first
    expect(readout).to_contain_text(re.compile(r"Step [1-9]\d*: loss"), timeout=STEP_LIMIT_MS)

    page.locator(f"{PANEL} [role=slider]").first.focus()
    page.keyboard.press("Home")
    expect(readout).to_contain_text("Step 0: loss 3.")
    page.wait_for_timeout(1000)  # some sends; that none moves the line has no sign
    assert "Step 0: loss 3." in (readout.text_content() or "")
    assert is_running(page, 1)

    (lab.work / "enough").touch()
    expect(page.locator(f"{PANEL}").get_by_role("button", name="Replay")).to_be_visible(
        timeout=STEP_LIMIT_MS
    )
    run_cell(page, 2)
    printed = page.locator(f"{PANEL} .jp-Cell").nth(2).locator(".jp-OutputArea-output pre")
    expect(printed).to_have_text(re.compile("shown 0 running False"), timeout=STEP_LIMIT_MS)
