"""The site, built once by the command of `make site`, and pages that notice what is wrong."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from autograder.files import ROOT
from tests.support.page_watch import watching
from tests.support.site_pages import Open, Site, build, open_in
from tests.support.site_server import serving


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    build()
    folder = ROOT / "_build" / "html"
    with serving(folder) as url:
        yield Site(folder, url)


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Open]:
    """Open a page of the site: open_page(path), and what else `open_in` takes.

    Afterwards no request may have gone elsewhere, and no error or warning may be in the console.
    """
    with watching(browser, site.url, bad=("error", "warning")) as watch:
        yield lambda path, **options: open_in(watch, f"{site.url}/{path}", **options)
