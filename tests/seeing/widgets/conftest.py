"""What the tests of widgets share: a page to put one on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.widget_page import Show, pages


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Put a widget on a page of its own: show(widget, theme=, width=, reduced_motion=)."""
    with pages(browser) as mounted:
        yield mounted
