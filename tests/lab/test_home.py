"""A student's JupyterLab: no instructor's menu, Run All to the end, a desk to return to."""

import re

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.support.lab_driver import PANEL, STEP_LIMIT_MS, Lab, open_notebook

CHAPTER = "07_convolution_filters.ipynb"
ALL_RAN = """() => {
    const {cells} = jupyterapp.shell.currentWidget.content.model;
    const code = [...Array(cells.length).keys()].map(i => cells.get(i))
        .filter(cell => cell.type === "code" && cell.sharedModel.getSource());
    return code.every(cell => cell.executionCount);
}"""
SHOWN_PATH = "name => jupyterapp.shell.currentWidget?.context?.path === name"
RIGHT = """def conv1d(x, k):
    x, k = np.asarray(x, float), np.asarray(k, float)
    if len(k) > len(x):
        raise ValueError
    return np.correlate(x, k, "valid")"""


def run_all(page: Page) -> None:
    page.evaluate("() => void jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(ALL_RAN, timeout=STEP_LIMIT_MS)


@pytest.fixture
def unanswered(lab: Lab, page: Page) -> Page:
    """The chapter as it is handed out, after Run All."""
    open_notebook(page, lab, CHAPTER)
    run_all(page)
    return page


def test_run_all_goes_on_past_what_is_not_written_and_each_check_speaks_once(unanswered: Page):
    menus = unanswered.locator(".lm-MenuBar-item").all_inner_texts()
    check = unanswered.locator(f"{PANEL} .jp-Cell:has(.sk-check)").first
    check.scroll_into_view_if_needed()

    assert "Nbgrader" not in menus
    expect(check.locator(".sk-check")).to_contain_text("Not written yet")
    expect(check.get_by_text("CheckFailed")).to_have_count(1)  # for whoever reads the output alone
    expect(check.get_by_text("CheckFailed")).to_be_hidden()
    expect(unanswered.get_by_role("button", name="Validate")).to_be_visible()


def test_the_log_of_the_start_holds_no_error(lab: Lab, page: Page):
    page.goto(lab.url, timeout=STEP_LIMIT_MS)
    page.locator(f"{PANEL} h1").first.wait_for(timeout=STEP_LIMIT_MS)

    log = lab.log.read_text(encoding="utf-8", errors="replace")
    assert re.findall(r"^(?:\[E .*|Traceback.*)$", log, re.MULTILINE) == []


def test_the_start_notebook_knows_what_is_right_and_leads_on(lab: Lab, page: Page):
    path = lab.work / CHAPTER
    fresh = path.read_bytes()
    nb = nbformat.read(path, as_version=4)
    marks = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells]
    nb.cells[marks.index("conv1d")].source = RIGHT
    nbformat.write(nb, path)
    open_notebook(page, lab, CHAPTER)
    run_all(page)
    page.evaluate("async () => await jupyterapp.commands.execute('docmanager:save')")

    open_notebook(page, lab, "start.ipynb")
    run_all(page)
    home = page.locator(f"{PANEL} .sk-home").first
    expect(home).to_contain_text("✓ conv1d: right", timeout=STEP_LIMIT_MS)
    expect(home).to_contain_text("Go on with conv2d in 07 Convolution filters.")
    expect(home.get_by_role("row", name="07 Convolution filters")).to_contain_text("2 of 12")
    assert "Hint 1 of 4 on conv1d" in page.locator(f"{PANEL} .sk-home").nth(1).inner_text()
    assert "4 things to look at" in page.locator(f"{PANEL} .sk-home").nth(2).inner_text()

    home.get_by_role("link", name="07 Convolution filters").first.click()
    page.wait_for_function(SHOWN_PATH, arg=CHAPTER, timeout=STEP_LIMIT_MS)
    for other in ("glossary", "references"):
        open_notebook(page, lab, "start.ipynb")
        page.locator(f"{PANEL} a[href*='{other}.ipynb']").first.click()
        page.wait_for_function(SHOWN_PATH, arg=f"{other}.ipynb", timeout=STEP_LIMIT_MS)

    path.write_bytes(fresh)
