"""The site, built once by the command of `make site`, and pages that notice what is wrong."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from autograder.files import ROOT
from tests.support.page_watch import watching
from tests.support.site_pages import Open, Site, build
from tests.support.site_server import serving


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    build()
    folder = ROOT / "_build" / "html"
    with serving(folder) as url:
        yield Site(folder, url)


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Open]:
    """Open a page of the site: open_page(path, width=1280, scheme="light", script="").

    script: run before any of the page's own

    Afterwards no request may have gone elsewhere, and no error or warning may be in the console.
    """

    def opened(
        path: str, width: int = 1280, scheme: str = "light", script: str = "", **options: object
    ) -> Page:
        size = {"width": width, "height": 900}
        context = watch.new_context(viewport=size, color_scheme=scheme, **options)
        context.add_init_script(script)
        page = context.new_page()
        page.goto(f"{site.url}/{path}", wait_until="networkidle")
        return page

    with watching(browser, site.url, bad=("error", "warning")) as watch:
        yield opened
