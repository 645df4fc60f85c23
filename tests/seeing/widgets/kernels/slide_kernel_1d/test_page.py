"""SlideKernel1D in a page."""

from playwright.sync_api import Page

from seeing.widgets import SlideKernel1D
from tests.support.widget_page import Show, drag, settle


def equation(page: Page) -> str:
    """The sum as it is shown now, after the frame that a change waits for."""
    settle(page)
    return page.locator(".equation").inner_text()


def test_dragging_moves_the_window_along_the_signal(show: Show) -> None:
    page = show(SlideKernel1D())
    cell = page.get_by_label("x[1]", exact=True)

    drag(page, cell, dx=2.1 * cell.bounding_box()["width"])  # type: ignore[index]

    assert equation(page) == "y[2] = −1·30000 + 1·21000 − 1·18000 = −27000"
    assert page.evaluate("saved.position") == 2


def test_an_edited_kernel_changes_the_sum(show: Show) -> None:
    page = show(SlideKernel1D())

    page.get_by_label("k[0]", exact=True).fill("1/2")

    assert equation(page) == "y[0] = 0.5·25000 + 1·28000 − 1·30000 = 10500"
    assert page.evaluate("saved.kernel") == [0.5, 1, -1]


def test_flipping_turns_the_numbers_shown_and_edits_reach_the_right_one(show: Show) -> None:
    page = show(SlideKernel1D(kernel=[1, 2, 3]))

    page.get_by_role("switch", name="Flip the kernel").click()
    shown = equation(page)
    page.get_by_label("k[0]", exact=True).fill("7")

    assert shown == "y[0] = 3·25000 + 2·28000 + 1·30000 = 161000"
    assert equation(page) == "y[0] = 3·25000 + 2·28000 + 7·30000 = 341000"
    assert page.evaluate("saved.kernel") == [7, 2, 3]


def test_step_goes_through_the_places_and_round(show: Show) -> None:
    page = show(SlideKernel1D())
    places = []

    for _ in range(3):
        page.get_by_role("button", name="Step").click()
        places.append(equation(page).split(" = ")[0])

    assert places == ["y[1]", "y[2]", "y[0]"]
