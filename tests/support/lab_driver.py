"""Drive a JupyterLab in the browser by its own commands."""

import re
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page

STEP_LIMIT_MS = 90_000
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"


@dataclass
class Lab:
    """A running JupyterLab: the clone it was started in, its address, and what it has printed."""

    clone: Path
    url: str
    log: Path = Path("/dev/null")

    @property
    def work(self) -> Path:
        return self.clone / "work"


def open_notebook(page: Page, lab: Lab, name: str) -> None:
    """Open one notebook of the working folder, alone, and wait until its kernel is ready."""
    page.goto(lab.url.replace("start.ipynb", name) + "&reset", timeout=STEP_LIMIT_MS)
    page.wait_for_function(
        "name => window.jupyterapp?.shell.currentWidget?.context?.path === name",
        arg=name,
        timeout=STEP_LIMIT_MS,
    )
    page.evaluate(
        """async () => {
            const panel = jupyterapp.shell.currentWidget;
            await panel.context.ready; await panel.sessionContext.ready;
            await panel.sessionContext.session.kernel.info;
        }"""
    )


def go_on_to_notebook(page: Page, name: str) -> None:
    """Open another notebook beside the one that is open, with the same kernel."""
    page.evaluate(
        """async name => {
            const { commands, shell } = jupyterapp;
            const { id } = shell.currentWidget.sessionContext.session.kernel;
            const panel = await commands.execute('docmanager:open', { path: name, kernel: { id } });
            await panel.context.ready; await panel.sessionContext.ready;
            shell.activateById(panel.id);
        }""",
        name,
    )
    page.wait_for_function(
        "name => jupyterapp.shell.currentWidget?.context?.path === name",
        arg=name,
        timeout=STEP_LIMIT_MS,
    )


def write_notebook(lab: Lab, name: str, *sources: str) -> str:
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    nb.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    nbformat.write(nb, lab.work / name)
    return name


def run_cell(page: Page, cell: int) -> None:
    """Run one cell by its number, whatever has the focus."""
    page.evaluate(
        """async cell => {
            const notebook = jupyterapp.shell.currentWidget.content;
            notebook.activeCellIndex = cell;
            await jupyterapp.commands.execute('notebook:run-cell');
        }""",
        cell,
    )


def run_cell_until(page: Page, cell: int, text: re.Pattern[str]) -> None:
    """Run a cell again until it prints that: what the page told the kernel has then arrived."""
    end = time.monotonic() + STEP_LIMIT_MS / 1000
    run_cell(page, cell)
    while not text.search(printed(page, cell).inner_text()):
        assert time.monotonic() < end, printed(page, cell).inner_text()
        page.wait_for_timeout(50)
        run_cell(page, cell)


def printed(page: Page, cell: int) -> Locator:
    return page.locator(f"{PANEL} .jp-Cell").nth(cell).locator(".jp-OutputArea-output pre")
