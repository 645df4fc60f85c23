"""On the built site: progress stands in the contents, and a link brings a figure's state."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import rules_in, violations
from tests.support.site_pages import AT_REST, CHAPTER, START, Open, mount_all

FIGURE = ".widget-mount[data-figure='slide_kernel_2d']"
SOLUTION = [[0, 0, 0], [0, 0, 0], [0, 0, 1]]


def solve(page: Page) -> None:
    """Write the kernel that copies the image's lower right corner."""
    mount_all(page)
    for row, line in enumerate(SOLUTION):
        for column, number in enumerate(line):
            cell = page.locator(FIGURE).get_by_label(f"kernel row {row} column {column}")
            cell.fill(str(number))
    expect(page.locator(f"{FIGURE} .challenge")).to_contain_text("Solved.")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_solved_challenge_is_ticked_in_the_contents_and_among_the_chapters(
    open_page: Open, width: int
) -> None:
    page = open_page(CHAPTER, width=width)
    solve(page)

    page.goto(page.url.replace(CHAPTER, START))
    here = page.locator("article #the-twelve-chapters a").filter(has_text="Convolution filters")
    expect(here).to_contain_text("1 challenge solved")
    if width == 360:
        page.get_by_role("button", name="Chapters").click()
    name = re.compile(r"^07 Convolution filters\s*, 1 challenge solved")
    link = page.get_by_role("link", name=name)
    expect(link).to_be_visible()
    link.click()
    if width == 360:
        page.get_by_role("button", name="Chapters").click()

    expect(page.locator(".page-toc").get_by_role("link", name=", challenge solved")).to_be_visible()
    expect(page.get_by_role("button", name="Clear my progress")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_marks(open_page: Open, scheme: str) -> None:
    page = open_page(CHAPTER, scheme=scheme)
    solve(page)
    page.evaluate(AT_REST)

    assert violations(page, rules_in(scheme)) == []


def test_a_link_that_is_copied_opens_at_the_figure_in_its_state(open_page: Open) -> None:
    page = open_page(CHAPTER, permissions=["clipboard-read", "clipboard-write"])
    solve(page)
    page.locator(FIGURE).get_by_role("button", name="Copy link to this state").click()
    expect(page.locator(f"{FIGURE} .after-card p")).to_have_text("Link copied.")
    link = page.evaluate("navigator.clipboard.readText()")

    again = open_page(link.split("/", 3)[3])

    expect(again.locator(f"{FIGURE} .after-card p")).to_contain_text("Set up as the link says.")
    for row, line in enumerate(SOLUTION):
        for column, number in enumerate(line):
            cell = again.locator(FIGURE).get_by_label(f"kernel row {row} column {column}")
            expect(cell).to_have_value(str(number))
    expect(again.locator(FIGURE)).to_be_in_viewport()
    expect(again.locator(".page-toc .solved")).to_have_count(0)


def test_a_link_to_a_figure_that_is_not_there_says_so(open_page: Open) -> None:
    page = open_page(f"{CHAPTER}#figure=no_such_figure")

    expect(page.locator(".bd-article > p").first).to_contain_text("a figure that is not on this")
