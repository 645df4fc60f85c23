"""Drive a JupyterLab in the browser by its own commands."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

STEP_LIMIT_MS = 90_000


@dataclass
class Lab:
    """A running JupyterLab: the clone it was started in, and the address it printed."""

    clone: Path
    url: str

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
