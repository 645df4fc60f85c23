"""What is read and what is solved is ticked, honestly, and kept in this browser alone."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from autograder.files import ROOT
from seeing import widgets
from tests.support.widget_page import MOUNT, settle, state_of

SITE = "http://course.test/"
MOMENT = 500
# Two parts of one and a half screens, of which the second has one within, and a short part.
PAGE = """<!doctype html><html lang="en"><title>A chapter</title>
<style>section > p, section section > p {{ margin: 0; }} .visually-hidden {{ opacity: 0; }}</style>
<nav class="bd-links"><a href="one.html">One</a> <a href="two.html">Two</a></nav>
<nav class="page-toc"><a href="#long">Long</a> <a href="#outer">Outer</a> <a href="#inner">Inner</a>
<a href="#short">Short</a></nav>
<div class="progress-note" hidden><p role="status"></p><button>Clear my progress</button></div>
<section id="top"><h1>One</h1><p style="height: 700px">Words.</p>
<section id="long"><h2>Long</h2><p style="height: 1200px">Words.</p></section>
<section id="outer"><h2>Outer</h2><p style="height: 1200px">Words.</p>
<section id="inner"><h3>Inner</h3><p style="height: 1200px">Words.</p></section></section>
<section id="short"><h2>Short</h2><p style="height: 200px">Words.</p>
<div class="widget-mount" data-figure="kernel_on_photo"><main></main></div></section>
<p style="height: 1500px">The foot.</p></section>
<script type="module" src="progress.js"></script></html>"""
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("no", "SecurityError"); } })"""


def answer(route: Route) -> None:
    if route.request.url.endswith("progress.js"):
        body = (ROOT / "book" / "assets" / "progress.js").read_text("utf-8")
        route.fulfill(content_type="text/javascript", body=body)
    else:
        route.fulfill(content_type="text/html", body=PAGE.format())


def open_in(context: BrowserContext, name: str = "one.html", script: str = "") -> Page:
    page = context.new_page()
    page.route("**/*", answer)
    page.add_init_script(script)
    page.goto(SITE + name)
    return page


@pytest.fixture
def context(browser: Browser) -> Any:
    opened = browser.new_context(viewport={"width": 900, "height": 800})
    yield opened
    opened.close()


def ticked(page: Page, where: str = ".page-toc") -> dict[str, str]:
    """Return what each link of a list says besides its name."""
    spoken = """(links) => links.map((link) => {
        const words = link.cloneNode(true);
        for (const hidden of words.querySelectorAll("[aria-hidden]")) hidden.remove();
        return words.textContent;
    })"""
    said = page.locator(f"{where} a").evaluate_all(spoken)
    return dict(text.split(", ", 1) for text in said if ", " in text)


def rest(page: Page, moments: float = 4) -> None:
    page.wait_for_timeout(moments * MOMENT)


def scroll_to(page: Page, y: float) -> None:
    """Go on by the wheel, by less than a screen a moment."""
    page.mouse.move(400, 400)
    while (left := y - page.evaluate("scrollY")) > 0:
        page.mouse.wheel(0, min(300, left))
        rest(page, 2.5)


def end_of(page: Page, section: str) -> float:
    """Return how far to scroll until the end of a section is on screen."""
    bottom = f"document.getElementById('{section}').getBoundingClientRect().bottom"
    return float(page.evaluate(f"{bottom} + scrollY - innerHeight")) + 30


def test_a_section_is_read_when_all_of_it_was_on_screen(context: BrowserContext) -> None:
    page = open_in(context)

    scroll_to(page, end_of(page, "long") - 400)
    rest(page)
    assert ticked(page) == {}
    scroll_to(page, end_of(page, "long"))

    expect(page.locator(".page-toc a").first).to_contain_text(", read")
    assert ticked(page) == {"Long": "read"}
    assert ticked(page, ".bd-links") == {"One": "1 of 4 sections read"}


def test_a_jump_ticks_nothing(context: BrowserContext) -> None:
    page = open_in(context)

    page.get_by_role("link", name="Long").click()
    rest(page)
    page.get_by_role("link", name="Short").click()  # shows all of it, and the end of those before
    rest(page)
    page.get_by_role("link", name="Outer").click()
    rest(page)
    page.keyboard.press("End")
    rest(page)

    assert ticked(page) == {}


def test_a_section_that_was_jumped_to_is_read_once_the_reader_goes_on(
    context: BrowserContext,
) -> None:
    page = open_in(context, "one.html#short")
    rest(page)
    assert ticked(page) == {}

    page.mouse.move(400, 400)
    page.mouse.wheel(0, 40)

    expect(page.locator(".page-toc a").last).to_contain_text(", read")


def test_a_flight_through_the_page_ticks_nothing(context: BrowserContext) -> None:
    page = open_in(context)

    page.mouse.move(400, 400)
    for _ in range(5):
        page.mouse.wheel(0, 1300)
        page.wait_for_timeout(60)
    rest(page)

    assert "Long" not in ticked(page)
    assert "Outer" not in ticked(page)


def solve(page: Page) -> None:
    widget = widgets.KernelOnPhoto(kernel=[[0] * 3, [0, 1, 0], [0] * 3], goal="down")
    page.evaluate(MOUNT, {"source": widget._esm, "state": state_of(widget)})
    page.evaluate("model.set('kernel', [[0, 1, 0], [0, 0, 0], [0, 0, 0]])")
    settle(page)


def test_a_solved_challenge_is_ticked_and_reset_does_not_untick_it(context: BrowserContext) -> None:
    page = open_in(context)
    page.evaluate(
        "addEventListener('seeing-solved', () => { window.told = (window.told ?? 0) + 1; })"
    )

    solve(page)
    said = ticked(page)
    page.evaluate("model.set('kernel', [[1, 0, 0], [0, 0, 0], [0, 0, 0]])")
    page.get_by_role("button", name="Reset").click()
    settle(page)

    assert said == ticked(page) == {"Short": "challenge solved"}
    assert page.evaluate("told") == 1
    assert ticked(open_in(context, "two.html"), ".bd-links") == {"One": "1 challenge solved"}


def test_what_a_link_solved_is_not_the_readers(context: BrowserContext) -> None:
    page = open_in(context)
    page.evaluate("document.querySelector('.widget-mount').dataset.linked = ''")

    solve(page)

    assert ticked(page) == {}


def test_it_is_all_cleared_by_one_button(context: BrowserContext) -> None:
    page = open_in(context)
    note = page.locator(".progress-note")
    expect(note).to_be_hidden()
    solve(page)
    expect(note).to_contain_text("are kept in this browser alone")

    page.get_by_role("button", name="Clear my progress").click()

    assert ticked(page) == {}
    expect(note).to_contain_text("Cleared")
    assert page.evaluate("localStorage.length") == 0


def test_forbidden_storage_breaks_nothing_and_is_said(context: BrowserContext) -> None:
    page = open_in(context, script=FORBIDDEN)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    solve(page)

    assert ticked(page) == {"Short": "challenge solved"}
    expect(page.locator(".progress-note")).to_contain_text("forgotten when you leave this page")
    page.get_by_role("button", name="Clear my progress").click()
    assert errors == []


@pytest.mark.parametrize("kept", ["", "[]", "null", '{"/one": 3}', '{"/one": {"parts": 4}}'])
def test_a_broken_record_is_as_if_there_were_none(context: BrowserContext, kept: str) -> None:
    page = open_in(context, script=f"localStorage['seeing-progress'] = {json.dumps(kept)}")

    solve(page)

    assert ticked(page) == {"Short": "challenge solved"}


def test_a_second_tab_is_heard(context: BrowserContext) -> None:
    first, second = open_in(context), open_in(context)

    solve(second)

    expect(first.locator(".page-toc a").last).to_contain_text("challenge solved")
