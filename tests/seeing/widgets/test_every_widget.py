"""What holds for every widget: it can be used by all, fits, and goes without a trace."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from seeing import widgets
from seeing.widgets.base import Widget
from tests.support.axe import rules_in, violations
from tests.support.widget_page import pages, set_theme


@pytest.fixture(scope="module", params=widgets.__all__)
def widget(request: pytest.FixtureRequest) -> Widget:
    """Make one widget for all that is asked of it: some load a network."""
    made: Widget = getattr(widgets, request.param)()
    return made


@pytest.fixture(scope="module", params=[360, 800])
def width(request: pytest.FixtureRequest) -> int:
    """Give the width of a telephone, and one at which a figure stands side by side."""
    return int(request.param)


@pytest.fixture(scope="module")
def page(widget: Widget, width: int, browser: Browser) -> Iterator[Page]:
    """Open a widget's page once for all that is asked of it, and hear what it says at its end."""
    with pages(browser) as show:
        yield show(widget, width=width)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, theme: str) -> None:
    set_theme(page, theme)

    assert violations(page, rules_in(theme)) == []


def test_the_height_kept_free_is_enough(page: Page, widget: Widget, width: int) -> None:
    kept = widget._height["narrow" if width < 640 else "wide"]
    taken = page.locator(".card").bounding_box()

    assert taken is not None
    assert taken["height"] == pytest.approx(kept, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_leaves_nothing_behind(widget: Widget, browser: Browser) -> None:
    with pages(browser) as show:
        page = show(widget)

        page.evaluate("cleanUp()")

        assert page.evaluate("model.listening()") == 0
        assert page.locator("main > div").count() == 0
