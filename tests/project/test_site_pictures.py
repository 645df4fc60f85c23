"""The pictures that stand for the site show what their command draws now."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from tools import site_pictures

PICTURES = ["favicon.ico", "apple-touch-icon.png", "share.jpg"]
SMALL_ENOUGH = 80 * 1024  # bytes
CLEARLY = 60  # of 255
FEW = 0.001


@pytest.fixture(scope="module")
def made(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    site_pictures.make(browser, folder)
    return folder


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGBA"), dtype=float)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_would_be_drawn(made: Path, name: str) -> None:
    """Another Chromium may smooth an edge in another way; another word is more than that."""
    now, stored = pixels(made / name), pixels(site_pictures.ASSETS / name)

    assert now.shape == stored.shape
    assert (np.abs(now - stored).max(axis=2) > CLEARLY).mean() < FEW


def test_a_shared_link_shows_a_small_picture_of_the_usual_form() -> None:
    path = site_pictures.ASSETS / "share.jpg"

    with Image.open(path) as image:
        assert image.size == (1200, 630)
    assert path.stat().st_size < SMALL_ENOUGH
