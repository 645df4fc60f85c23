"""A run that a chapter's cell recorded is whole on its page, for the reader to go back in."""

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from site_extension.figures.widget_state import figure_of_model

CELL = """
from seeing.widgets import TrainingMonitor
monitor = TrainingMonitor(steps=2000, title="in a cell")
display(monitor)
for step in range(2000):
    monitor.record(step, loss=1 + step, gradients={"z": 1, "a": 2})
"""


@pytest.mark.parametrize("end", ["", "raise ValueError('halfway')"], ids=["ends", "fails"])
def test_a_page_gets_the_whole_run_of_a_cell_that_forgot_to_finish(end: str):
    notebook = new_notebook(cells=[new_code_cell(CELL + end)])

    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()

    models = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    (model,) = [m for m in models.values() if "_anywidget_id" in m["state"]]
    state = figure_of_model(model).state
    loss, z, a = state["run"]
    assert (loss["steps"][-1], loss["values"][-1]) == (1999, 2000.0)
    assert (z["name"], a["name"]) == ("z", "a")  # a page sorts its JSON; layers keep their order
    assert state["running"] is False
    assert state["shown"] is None
