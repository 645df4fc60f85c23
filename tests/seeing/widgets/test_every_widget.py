"""What holds for every widget: it can be used by all, fits, and goes without a trace."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from seeing import widgets
from seeing.widgets.base import Widget
from tests.support.widget_page import Show

ALL: list[type[Widget]] = [getattr(widgets, name) for name in widgets.__all__]


@pytest.mark.parametrize("widget", ALL)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
def test_axe_finds_nothing(show: Show, widget: type[Widget], theme: str, width: int) -> None:
    page = show(widget(), theme=theme, width=width)

    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("widget", ALL)
@pytest.mark.parametrize("width", [360, 800])
def test_the_height_kept_free_is_enough(show: Show, widget: type[Widget], width: int) -> None:
    page = show(widget(), width=width)

    kept = widget()._height["narrow" if width < 640 else "wide"]
    taken = page.locator(".card").bounding_box()
    assert taken is not None
    assert taken["height"] == pytest.approx(kept, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("widget", ALL)
def test_it_leaves_nothing_behind(show: Show, widget: type[Widget]) -> None:
    page = show(widget())

    page.evaluate("cleanUp()")

    assert page.evaluate("model.listening()") == 0
    assert page.locator("main > div").count() == 0
