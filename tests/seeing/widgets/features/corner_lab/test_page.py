"""CornerLab in a page."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect
from skimage.feature import corner_harris, corner_peaks

from seeing.widgets import CornerLab
from tests.support.node import run
from tests.support.widget_page import Show, readout, settle

# A bright square on dark ground: four corners, four edges, and two flats.
SQUARE = np.full((64, 64), 40, np.uint8)
SQUARE[22:42, 22:42] = 220
CORNER, EDGE, FLAT = (22, 22), (32, 22), (32, 32)
NEAR_THE_END = (25, 22)  # of the edge


def figure(place: tuple[int, int] = CORNER, **traits) -> CornerLab:
    return CornerLab(image=SQUARE, row=place[0], column=place[1], **traits)


def photo(page: Page) -> Locator:
    return page.get_by_role("application", name="Picture.")


def point(page: Page, row: int, column: int, side: int = 64) -> tuple[float, float]:
    """Return where a pixel of the picture lies on the page."""
    box = photo(page).bounding_box()
    assert box is not None
    unit = box["width"] / side
    return box["x"] + (column + 0.5) * unit, box["y"] + (row + 0.5) * unit


def place(page: Page) -> list[int]:
    settle(page)
    found: list[int] = page.evaluate("[state.row, state.column]")
    return found


def slide(page: Page, name: str, *keys: str) -> None:
    for key in keys:
        page.get_by_role("slider", name=name).press(key)
        settle(page)


@pytest.mark.parametrize(
    ("where", "word"), [(CORNER, "Corner"), (EDGE, "Edge"), (FLAT, "Flat"), ((24, 24), "Corner")]
)
def test_a_window_is_called_by_its_name(show: Show, where: tuple[int, int], word: str) -> None:
    page = show(figure(where))

    assert readout(page).startswith(f"{word}:")


@pytest.mark.parametrize("sigma", [1.0, 2.0])
def test_the_numbers_and_the_crosses_are_scikit_images(show: Show, sigma: float) -> None:
    widget = CornerLab(sigma=sigma)
    page = show(widget)
    told = page.locator(".response td").inner_text()
    crosses = page.locator(".crosses path").first.get_attribute("d") or ""

    response = corner_harris(widget.image / 255, k=0.05, sigma=sigma)
    assert float(told.replace("−", "-")) == pytest.approx(response[47, 100], rel=5e-3)
    rim = int(4 * sigma + 0.5) + 1
    inside = response[rim:-rim, rim:-rim]
    wanted = corner_peaks(
        inside, min_distance=3, threshold_abs=0.02 * inside.max(), exclude_border=False
    )
    middles = [
        (float(y) - 0.5, float(x) + 1) for x, y in re.findall(r"M([\d.]+) ([\d.]+)", crosses)
    ]
    assert sorted(middles) == sorted((y + rim, x + rim) for y, x in wanted.tolist())
    assert f"{len(wanted)} corners in the picture" in readout(page)


def test_the_matrix_is_a_weighted_mean_of_products(show: Show) -> None:
    page = show(figure(EDGE))
    matrix = page.get_by_role("img", name="A: ").get_attribute("aria-label")

    assert re.fullmatch(r"A: [\d.]+ 0; 0 0", matrix or "")  # all gradients point to the right


def test_a_press_puts_the_window_there_and_a_drag_takes_it_along(show: Show) -> None:
    page = show(figure())

    page.mouse.move(*point(page, 30, 40))
    assert place(page) == list(CORNER)  # pointing is not pressing
    page.mouse.down()
    assert place(page) == [30, 40]
    page.mouse.move(*point(page, 33, 20), steps=5)
    page.mouse.up()
    page.mouse.move(*point(page, 50, 50))

    assert place(page) == [33, 20]


def test_a_finger_moves_the_window(show: Show) -> None:
    page = show(figure(), has_touch=True)

    page.touchscreen.tap(*point(page, 32, 42))

    assert place(page) == [32, 42]


def test_the_map_of_r_takes_presses_too(show: Show) -> None:
    page = show(figure())
    box = page.get_by_role("img", name="R of every window").bounding_box()
    assert box is not None

    page.mouse.click(box["x"] + box["width"] * 32.5 / 64, box["y"] + box["height"] * 20.5 / 64)

    assert place(page) == [20, 32]


def test_the_window_stays_where_a_whole_one_fits(show: Show) -> None:
    page = show(figure(sigma=2))

    page.mouse.click(*point(page, 1, 62))

    rim = 1 + 8
    assert place(page) == [rim, 63 - rim]


def test_keys_move_the_window_by_a_pixel(show: Show) -> None:
    page = show(figure())

    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        photo(page).press(key)
        settle(page)

    assert place(page) == [24, 23]
    expect(photo(page)).to_be_focused()


def test_a_higher_threshold_leaves_fewer_corners(show: Show) -> None:
    page = show(CornerLab())
    before = int(re.search(r"(\d+) corners", readout(page))[1])  # type: ignore[index]

    slide(page, "Threshold", "PageUp")

    assert int(re.search(r"(\d+) corner", readout(page))[1]) < before  # type: ignore[index]
    assert page.evaluate("state.threshold") > 0.02


def test_the_sliders_say_their_values(show: Show) -> None:
    page = show(figure(sigma=1.5, k=0.1, threshold=0.1))

    said = [
        page.get_by_role("slider", name=name).get_attribute("aria-valuetext") or ""
        for name in ("Deviation", "k, what", "Threshold")
    ]
    assert said[:2] == ["1.5 px", "0.1"]
    assert said[2].startswith("10 %, R = ")


def test_a_large_k_calls_no_window_of_an_edge_a_corner(show: Show) -> None:
    page = show(figure(NEAR_THE_END, sigma=2))
    assert readout(page).startswith("Corner:")

    slide(page, "k, what", "End")

    assert not readout(page).startswith("Corner:")


def test_the_challenge_is_solved_by_keys_said_aloud_and_kept(show: Show) -> None:
    page = show(figure(NEAR_THE_END))
    challenge = page.locator(".challenge")
    assert readout(page).startswith("Edge:")
    expect(challenge).to_contain_text("Try it.")
    expect(challenge).to_have_attribute("aria-live", "polite")

    slide(page, "Deviation", *["ArrowRight"] * 12)
    expect(challenge).to_contain_text("Solved. An edge at σ = ")
    said = challenge.inner_text()
    slide(page, "Deviation", *["ArrowRight"] * 4)
    assert challenge.inner_text() == said  # a live region, which is not to be read at each step
    slide(page, "Deviation", "Home")
    expect(challenge).to_contain_text("Solved.")

    page.get_by_role("button", name="Reset").click()
    expect(challenge).to_contain_text("Try it.")


def test_the_challenge_is_solved_by_the_pointer(show: Show) -> None:
    page = show(CornerLab())
    challenge = page.locator(".challenge")

    page.mouse.click(*point(page, 47, 77, 128))  # the edge of the camera, near its end
    settle(page)
    assert readout(page).startswith("Edge:")
    box = page.get_by_role("slider", name="Deviation").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2, steps=12)
    page.mouse.up()

    expect(challenge).to_contain_text("Solved. An edge at σ = ")


def test_a_drag_from_an_edge_to_a_corner_solves_nothing(show: Show) -> None:
    page = show(figure(EDGE))

    page.mouse.move(*point(page, *EDGE))
    page.mouse.down()
    page.mouse.move(*point(page, *CORNER), steps=10)
    page.mouse.up()

    assert readout(page).startswith("Corner:")
    expect(page.locator(".challenge")).to_contain_text("Try it.")


EDGE_SEEN = {"row": 5, "column": 6, "k": 0.05, "threshold": 0.02, "sigma": 1, "verdict": "edge"}
WIDER = EDGE_SEEN | {"sigma": 2, "verdict": "corner"}


@pytest.mark.parametrize(
    ("edge", "seen", "solved"),
    [
        (EDGE_SEEN, WIDER, True),
        (None, WIDER, False),
        (EDGE_SEEN, WIDER | {"sigma": 0.7}, False),
        (EDGE_SEEN, WIDER | {"column": 7}, False),
        (EDGE_SEEN, WIDER | {"threshold": 0.01}, False),
        (EDGE_SEEN, WIDER | {"verdict": "weak"}, False),
    ],
)
def test_sigma_alone_has_to_do_it(edge, seen, solved: bool) -> None:
    given = {"edge": edge, "seen": seen}

    assert run("corner_lab/words.js", "return m.hasTurned(a.edge, a.seen);", given) is solved


def test_a_picture_of_one_grey_has_no_corner(show: Show) -> None:
    page = show(CornerLab(image=np.full((40, 40), 90, np.uint8)))

    assert readout(page).startswith("Flat:")
    assert "0 corners" in readout(page)


def test_places_outside_are_the_nearest_inside(show: Show) -> None:
    page = show(figure((500, 500)))

    expect(page.locator(".readout .spoken")).to_contain_text("Row 58, column 58.")
