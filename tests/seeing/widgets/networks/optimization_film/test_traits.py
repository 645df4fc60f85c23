"""OptimizationFilm records frames in Python."""

import numpy as np
import pytest
import torch

from seeing import features, networks
from seeing.widgets import OptimizationFilm

TITLES = ("nothing", "blur", "jitter")


def net() -> torch.nn.Sequential:
    return networks.load("cifar10")


def filled_film(titles: tuple[str, ...] = TITLES) -> OptimizationFilm:
    """Return films of four frames: white after 0, 10, 20 and 30 steps by a quarter more each."""
    film = OptimizationFilm()
    for title in titles:
        record = film.recorder(title)
        for k in range(4):
            record(10 * k, np.full((3, 8, 8), k / 4), float(k * k))
    film.publish()
    return film


def test_a_film_of_the_same_title_takes_the_place_of_the_first() -> None:
    film = filled_film()

    film.recorder("blur")(5, np.ones((3, 8, 8)), 2.0)
    film.publish()

    assert [one["title"] for one in film.films] == ["nothing", "jitter", "blur"]
    assert film.frames.shape == (9, 8, 8, 3)
    assert film.frames[8].min() == 255


def test_what_visualize_gives_is_what_the_film_shows() -> None:
    film = OptimizationFilm()
    made = features.visualize(
        net(),
        features.unit("conv2", 1),
        (3, 12, 12),
        steps=4,
        frames=2,
        watch=film.recorder("few"),
        progress=False,
    )
    film.publish()

    assert film.films[0]["steps"] == made.steps.tolist() == [2, 4]
    wanted = (255 * made.pictures).round().byte().permute(0, 2, 3, 1).numpy()
    np.testing.assert_array_equal(film.frames, wanted)


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [(np.zeros((3, 9, 9)), "one size for all"), (np.zeros((8, 8)), "expected a picture")],
)
def test_a_picture_that_does_not_fit_is_refused(picture: np.ndarray, sentence: str) -> None:
    record = filled_film().recorder("more")

    with pytest.raises(ValueError, match=sentence):
        record(0, picture, 0.0)


def test_a_film_that_has_ended_takes_no_more() -> None:
    film = OptimizationFilm()
    first = film.recorder("a")
    film.recorder("b")

    with pytest.raises(ValueError, match="has ended"):
        first(0, np.zeros((3, 8, 8)), 0.0)
