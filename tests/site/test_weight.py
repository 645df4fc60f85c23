"""A first visit is light: figures drawn, read to its end, compressed as hosts do.

`python -m tools.weight` writes the figures to WEIGHT.md beside this file.
"""

import pytest
from playwright.sync_api import Browser

from tests.support.site_pages import CHAPTERS, START, Site
from tools.weight import kind_of, transferred

LIMIT_KIB = 400
# What a page may weigh besides: chapter 11's figures bring a network of 573,082 parameters, 16 bits
# each, and 48 small frames of films; chapter 06 has the most figures with pictures.
MORE_KIB = {
    "notebooks/06_seeing_before_deep_learning.html": 10,
    "notebooks/11_feature_visualization.html": 1400,
}


@pytest.mark.parametrize("path", CHAPTERS)
def test_a_chapter_weighs_less_than_its_limit(browser: Browser, site: Site, path: str) -> None:
    weights = transferred(browser, f"{site.url}/{path}")

    assert {"page", "figures' code", "formulas", "still figures"} <= set(weights)
    assert sum(weights.values()) < (LIMIT_KIB + MORE_KIB.get(path, 0)) * 1024, weights


def test_the_start_page_weighs_half_of_that(browser: Browser, site: Site) -> None:
    weights = transferred(browser, f"{site.url}/{START}")

    assert sum(weights.values()) < LIMIT_KIB * 1024 / 2, weights


def test_a_kind_is_told_by_the_address() -> None:
    assert kind_of("http://x/_static/widgets/ab/kit.js") == "figures' code"
    assert kind_of("http://x/_static/widgets/state/ab.bin") == "figures' state"
    assert kind_of("http://x/_static/type.css") == "styles and scripts"
