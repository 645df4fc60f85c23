"""Make the README's picture: chapter 07 in the book, light and dark.

    .venv/bin/python -m tools.picture

needs a built site (`make site`), and writes book/pictures/chapter-{light,dark}.png
"""

from pathlib import Path

from playwright.sync_api import Browser

from tests.support.chromium import chromium
from tests.support.site_pages import CHAPTER, ROOT, mount_all
from tests.support.site_server import serving

PICTURES = ROOT / "book" / "pictures"
SIZE = {"width": 1280, "height": 800}


def take(browser: Browser, url: str, scheme: str, path: Path) -> None:
    """Take the picture in one colour scheme."""
    context = browser.new_context(viewport=SIZE, color_scheme=scheme, device_scale_factor=1.5)
    page = context.new_page()
    page.goto(f"{url}/{CHAPTER}", wait_until="networkidle")
    mount_all(page)
    figure = page.locator(".widget-mount[data-module$='/slide_kernel_2d.js']")
    figure.locator("[role=slider]").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):  # the sum that the text asks for: 19
        page.keyboard.press(key)
    figure.evaluate("f => scrollTo({ top: f.getBoundingClientRect().top + scrollY - 150 })")
    page.wait_for_timeout(500)  # until the header has faded in and the marks have moved
    page.screenshot(path=path)
    context.close()


def main() -> None:
    """Take both pictures."""
    PICTURES.mkdir(exist_ok=True)
    with chromium() as browser, serving(ROOT / "_build" / "html") as url:
        for scheme in ("light", "dark"):
            take(browser, url, scheme, PICTURES / f"chapter-{scheme}.png")


if __name__ == "__main__":
    main()
