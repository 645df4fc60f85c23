"""The watch over pages is awake."""

import pytest
from playwright.sync_api import Browser

from tests.support.page_watch import watching
from tests.support.site_pages import START, Site

WRONGS = {  # each is waited for to its end, however busy the machine is
    "another host": "await fetch('http://127.0.0.2:9/').catch(() => {})",
    "an error in the console": "console.error('wrong')",
    "an error that nobody catches": (
        "setTimeout(() => { throw new Error('wrong'); });"
        "await new Promise((done) => setTimeout(done))"
    ),
    "a missing file": "await fetch('/nowhere')",
}


def do(wrong: str, browser: Browser, site: Site) -> None:
    with watching(browser, site.url) as watch:
        page = watch.new_context().new_page()
        page.goto(f"{site.url}/{START}")
        page.evaluate(f"async () => {{ {wrong} }}")
        watch.wait_for_answers(page)


def test_an_orderly_visit_passes(browser: Browser, site: Site):
    do("return 1", browser, site)


@pytest.mark.parametrize("wrong", WRONGS)
def test_what_should_not_happen_is_noticed(browser: Browser, site: Site, wrong: str):
    with pytest.raises(AssertionError):
        do(WRONGS[wrong], browser, site)
