"""What `check` keeps, and what it says of a change that never came into force, in a real kernel."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.files import ROOT
from autograder.release import answer_key as written
from autograder.release.chapter import NOTEBOOKS, derive
from seeing.check import record

NAME = "07_convolution_filters"
RIGHT = """def conv1d(x, k):
    x, k = np.asarray(x, float), np.asarray(k, float)
    if len(k) > len(x):
        raise ValueError
    return np.correlate(x, k, "valid")"""
CELLS = (
    "import numpy as np\nfrom seeing.check import check",
    RIGHT,
    'check("conv1d", conv1d)',
    RIGHT.replace("len(x):", "len(x)"),
    'check("conv1d", conv1d)',
    RIGHT.replace("(x, k, ", "(x, k[::-1], "),
    'check("conv1d", conv1d)',
)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[nbformat.NotebookNode, Path]:
    """Run the cells, each going on after an error, where a chapter's notebook lies."""
    written.write(NAME)
    folder = tmp_path_factory.mktemp("work")
    nbformat.write(derive(NOTEBOOKS / f"{NAME}.md").student, folder / f"{NAME}.ipynb")
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    client = NotebookClient(nb, kernel_name="python3", allow_errors=True, timeout=120)
    client.execute(cwd=str(folder), env=environment)
    return nb, folder


def card(nb: nbformat.NotebookNode, cell: int) -> str:
    return str(nb.cells[cell].outputs[0].data["text/plain"])


def test_a_right_answer_is_reported_as_it_always_was(ran):
    assert "syntax error" not in card(ran[0], 2)


def test_a_syntax_error_leaves_the_old_function_and_the_report_says_so(ran):
    assert "conv1d is right in all" in card(ran[0], 4)
    assert "has a syntax error in line 3" in " ".join(card(ran[0], 4).split())


def test_a_mended_cell_is_checked_as_itself(ran):
    assert "syntax error" not in card(ran[0], 6)
    assert "✗" in card(ran[0], 6)


def test_the_last_check_is_on_record_with_its_text(ran):
    entry = record.read(ran[1])["conv1d"]

    assert entry["right"] is False
    assert entry["text"] == record.digest(CELLS[5])


def test_a_failed_check_is_an_error_of_one_line_below_its_report(ran):
    report, error = ran[0].cells[6].outputs

    assert 'class="sk-check sk-wrong"' in report.data["text/html"]
    assert error.output_type == "error"
    assert len(error.traceback) == 1
