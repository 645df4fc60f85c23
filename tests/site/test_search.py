"""Search as readers use it: by section, ranked, and opened at the section that was found."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.axe import OF_COLOURS, violations
from tests.support.site_pages import CHAPTER, START, Open, Site, change_to

CHAPTER_07 = "07_convolution_filters.html"
CHAPTER_02 = "02_from_graphs_to_pytorch.html"
TEACHING = ("instructors", "grading_trust", "grading_at_scale", "own_exercises")
PATIENCE_MS = 30_000  # code and index are loaded when the search is opened
# Among how many of the first hits a section is: 1 is the best.
PLACES = {
    "conv2d": (f"{CHAPTER_07}#exercise-filter-a-picture", 1),
    "zero_grad": (f"{CHAPTER_02}#take-one-step-in-slow-motion", 1),
    "optimizer.zero_grad()": (CHAPTER_02, 1),
    "conv2d_layer": ("09_convolution_layers.html#exercise-write-the-layer", 1),
    "gradient": ("glossary.html#term-gradient", 1),
    "learning rate": (f"{CHAPTER_02}#let-the-learning-rate-fall", 3),
    "56": ("09_convolution_layers.html#exercise-count-the-parameters", 1),
    "stride": ("glossary.html#term-stride", 1),
    "strides": ("09_convolution_layers.html#take-longer-steps", 3),
    "backward": ("01_computation_graphs.html#exercise-walk-back", 1),
    "overfitting": ("04_tuning.html#exercise-overfit-on-purpose", 1),
    "Moodle": ("instructors.html#hand-out-and-collect", 1),
}


def search(page: Page, text: str) -> Locator:
    """Type into the search field, which is opened by its keys; return what it offers."""
    if not page.locator("dialog[open]").count():
        page.keyboard.press("Control+k")
    field = page.get_by_role("dialog").get_by_role("combobox")
    field.fill("")
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(0)
    field.press_sequentially(text)
    options = page.get_by_role("dialog").get_by_role("option")
    expect(options.first).to_be_visible(timeout=PATIENCE_MS)
    return options


def addresses(options: Locator) -> list[str]:
    return [str(option.get_attribute("href")) for option in options.all()]


def test_the_section_that_is_meant_is_among_the_first(
    open_page: Open, subtests: pytest.Subtests
) -> None:
    page = open_page(START)

    for typed, (address, place) in PLACES.items():
        with subtests.test(typed):
            best = addresses(search(page, typed))[:place]
            assert any(address in one for one in best), best


@pytest.mark.parametrize("typed", ["conv2d", "gaussian_kernel", "gradient"])
def test_pages_for_teaching_come_after_chapters(open_page: Open, typed: str) -> None:
    found = addresses(search(open_page(START), typed))

    for_teaching = [any(page in address for page in TEACHING) for address in found]
    assert for_teaching == sorted(for_teaching)
    assert not for_teaching[0]


def test_a_hit_names_its_chapter_and_shows_the_words(open_page: Open) -> None:
    hit = search(open_page(START), "filter a picture").first

    expect(hit).to_contain_text("07 Convolution filters › Exercise: filter a picture")
    assert {text.lower() for text in hit.locator("mark").all_inner_texts()} >= {"filter", "picture"}


def test_a_typing_error_is_answered_with_the_word_that_is_meant(open_page: Open) -> None:
    page = open_page(START)

    suggestion = search(page, "strde")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(
        "No section has “strde”. Did you mean “stride”?"
    )
    suggestion.click()

    expect(page.get_by_role("dialog").get_by_role("option").first).to_contain_text("stride")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_have_value("stride")


def test_a_word_that_is_like_no_other_is_said_to_be_nowhere(open_page: Open) -> None:
    page = open_page(START)
    page.keyboard.press("Control+k")

    page.get_by_role("dialog").get_by_role("combobox").fill("xyzzyqv")

    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(
        "No section has “xyzzyqv”.", timeout=PATIENCE_MS
    )
    assert page.get_by_role("dialog").get_by_role("listbox").count() == 0


def test_keys_choose_a_hit_and_enter_opens_it_at_its_heading(open_page: Open) -> None:
    page = open_page(START)
    second = search(page, "conv2d").nth(1)
    address, name = str(second.get_attribute("href")), second.get_attribute("id")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_have_attribute(
        "aria-activedescendant", str(name)
    )
    expect(second).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{address}")
    heading = page.locator(":target :is(h1, h2, h3)").first
    expect(heading).to_be_in_viewport()


def test_enter_right_after_the_last_letter_opens_the_best_hit(open_page: Open) -> None:
    page = open_page(START)
    page.keyboard.press("Control+k")

    page.keyboard.type("conv2d")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/{CHAPTER}#exercise-filter-a-picture")


def test_a_section_of_the_same_page_is_gone_to(open_page: Open) -> None:
    page = open_page(CHAPTER)

    search(page, "conv2d").first.click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#exercise-filter-a-picture h2")).to_be_in_viewport()


def test_from_the_drawer_of_a_phone_a_section_of_the_same_page_is_gone_to(open_page: Open) -> None:
    page = open_page("book/glossary.html", width=360)
    page.get_by_role("button", name="Chapters").click()
    page.get_by_role("dialog").locator(".search-opener").click()

    search(page, "stride").first.click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#term-stride")).to_be_in_viewport()


def test_escape_closes_and_the_focus_goes_back(open_page: Open) -> None:
    page = open_page(START)
    opener = page.locator(".search-opener")
    opener.click()
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_how_many_sections_were_found_is_announced(open_page: Open) -> None:
    page = open_page(START)

    shown = search(page, "convolution").count()

    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(
        f"The best {shown} of "
    )


def test_a_search_is_for_everyone(open_page: Open) -> None:
    page = open_page(START)
    search(page, "stride")
    page.keyboard.press("ArrowDown")
    change_to(page, width=1280, scheme="light")

    assert violations(page) == []
    change_to(page, width=1280, scheme="dark")
    assert violations(page, OF_COLOURS) == []


def test_on_a_phone_the_button_opens_it_and_nothing_is_cut_off(open_page: Open) -> None:
    page = open_page(START, width=360, has_touch=True)
    page.locator(".header-button.search-button__button").tap()

    page.get_by_role("dialog").get_by_role("combobox").fill("receptive field")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible(
        timeout=PATIENCE_MS
    )
    box = page.get_by_role("dialog").bounding_box()

    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Close").tap()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_nothing_of_it_is_loaded_before_it_is_opened(open_page: Open) -> None:
    loaded = "performance.getEntriesByType('resource').map((one) => one.name)"
    page = open_page(START)
    before = page.evaluate(loaded)

    search(page, "stride")

    assert not [name for name in before if "pagefind" in name or "/search/" in name]
    assert [name for name in page.evaluate(loaded) if "pagefind" in name]


def test_without_javascript_a_sentence_stands_in_its_place(open_page: Open) -> None:
    page = open_page(START, java_script_enabled=False)

    said = page.locator(".sidebar-primary-item noscript p")
    expect(said).to_be_visible()
    assert said.inner_text().startswith("Searching needs JavaScript")
    expect(page.locator(".search-opener")).to_be_hidden()


def test_a_search_that_cannot_be_loaded_says_so(site: Site, open_page: Open) -> None:
    page = open_page(START)
    page.route(
        "**/search/search.js",
        lambda route: route.fulfill(content_type="text/javascript", body="throw 1"),
    )

    page.keyboard.press("Control+k")

    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("could not be loaded")
