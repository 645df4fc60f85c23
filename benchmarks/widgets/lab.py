"""A JupyterLab of its own, and a browser in it with one notebook run."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import Page

START_LIMIT_S = 120
STEP_LIMIT_MS = 120_000


@contextmanager
def jupyter_lab(cells: list[str]) -> Iterator[str]:
    """Serve a folder that holds `benchmark.ipynb` with these code cells; yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
            # Without a kernel's name JupyterLab would ask for one.
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        )
        nbformat.write(notebook, Path(folder) / "benchmark.ipynb")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        token = secrets.token_hex(16)
        # The user's own settings of JupyterLab could change what is measured.
        environment = os.environ | {
            "JUPYTER_CONFIG_DIR": folder + "/.config",
            "JUPYTERLAB_SETTINGS_DIR": folder + "/.settings",
            "JUPYTERLAB_WORKSPACES_DIR": folder + "/.workspaces",
        }
        command = [
            *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"),
            *(f"--ServerApp.port={port}", f"--IdentityProvider.token={token}"),
            *(f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"),
        ]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                _wait_for(f"http://127.0.0.1:{port}/api?token={token}", server)
                yield f"http://127.0.0.1:{port}/lab/tree/benchmark.ipynb?token={token}"
            finally:
                server.terminate()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_LIMIT_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address) as answer:
                json.load(answer)
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError("JupyterLab did not start: run `jupyter lab` to see why")


def run_notebook(page: Page, address: str) -> None:
    """Open the notebook in JupyterLab and run all its cells."""
    page.goto(address, timeout=STEP_LIMIT_MS)
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=STEP_LIMIT_MS)
    page.evaluate(
        """async () => {
            const app = window.jupyterapp;
            await app.restored;
            const panel = app.shell.currentWidget;
            await panel.context.ready;
            await panel.sessionContext.ready;
            await panel.sessionContext.session.kernel.info;
            await app.commands.execute('notebook:run-all-cells');
        }"""
    )
