"""OptimizationFilm in a page."""

import numpy as np
import pytest
from playwright.sync_api import expect

from seeing.widgets import OptimizationFilm
from tests.support.widget_page import Show, readout, settle

TITLES = ("nothing", "blur", "jitter")


def filled_film(titles: tuple[str, ...] = TITLES) -> OptimizationFilm:
    """Return films of four frames: white after 0, 10, 20 and 30 steps by a quarter more each."""
    film = OptimizationFilm()
    for title in titles:
        record = film.recorder(title)
        for k in range(4):
            record(10 * k, np.full((3, 8, 8), k / 4), float(k * k))
    film.publish()
    return film


def test_the_slider_shows_a_frame_of_each_film(show: Show) -> None:
    page = show(filled_film())
    assert "After 30 steps" in readout(page)

    page.get_by_role("slider", name="Step").fill("1")

    assert "After 10 steps" in readout(page)
    expect(page.locator(".film")).to_have_count(3)
    pixel = """[...document.querySelector("main > div").shadowRoot.querySelectorAll(".film canvas")]
        .map((one) => one.getContext("2d").getImageData(3, 3, 1, 1).data[0])"""
    assert page.evaluate(pixel) == [64] * 3


def test_the_challenge_of_the_film_has_an_answer(show: Show) -> None:
    film = filled_film()
    film.frame = 0
    page = show(film)

    for frame in range(4):
        page.get_by_role("slider", name="Step").fill(str(frame))
        settle(page)
        solved = "Solved." in page.locator(".challenge").inner_text()
        assert solved == (frame == 3), frame  # 0, 1, 4, 9: half of 9 comes with the last


@pytest.mark.parametrize("films", [1, 2, 3, 5])
@pytest.mark.parametrize(("width", "room"), [(360, "narrow"), (800, "wide")])
def test_the_room_for_the_films_is_known(show: Show, films: int, width: int, room: str) -> None:
    film = filled_film(tuple("abcde"[:films]))
    page = show(film, width=width)

    box = page.locator(".card").bounding_box()
    assert box is not None
    assert box["height"] == pytest.approx(film._height[room], abs=1.5)


def test_an_empty_film_says_what_to_do(show: Show) -> None:
    page = show(OptimizationFilm())

    assert "Run the cell" in readout(page)
