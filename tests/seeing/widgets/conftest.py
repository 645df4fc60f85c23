"""What the tests of figures share: a page to put one on."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from seeing.widgets.base import Widget
from tests.support.widget_page import Show, put


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Put a widget on a page of its own: show(widget, theme=, width=, reduced_motion=)."""
    contexts = []
    errors: list[str] = []

    def mounted(widget: Widget, theme: str = "light", width: int = 800, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
        put(page, widget, theme)
        return page

    yield mounted
    for context in contexts:
        context.close()
    assert errors == []
