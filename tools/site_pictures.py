"""Make the pictures that stand for the site elsewhere: in tabs, on a phone's screen, in a chat.

    .venv/bin/python -m tools.site_pictures

writes book/assets/{favicon.ico,apple-touch-icon.png} from icon.svg, and share.jpg, which a shared
link shows: a photograph that turns into its edges under a kernel.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser
from scipy.ndimage import gaussian_filter
from skimage import data

from autograder.files import ROOT
from tests.support.chromium import chromium
from tests.support.typeface import typeface

ASSETS = ROOT / "book" / "assets"
ICON = ASSETS / "icon.svg"
PALETTE = ROOT / "seeing" / "widgets" / "kit" / "palette.css"
IN_TABS = (16, 32, 48)
ON_PHONES = 180
SHARED = (1200, 630)
QUALITY = 80
ICON_PAGE = """<style>html {{ background: {ground}; }}
body {{ margin: {margin}px; }} svg {{ display: block; width: 100%; }}</style>{svg}"""
SHARED_PAGE = """<style>{typeface} {palette}
body {{ margin: 0; display: flex; height: 630px; background: var(--sk-paper); color: var(--sk-ink);
       font-family: "Source Sans"; }}
section {{ width: 520px; padding: 0 0 0 64px; align-self: center; }}
svg {{ width: 92px; }}
h1 {{ margin: 26px 0 18px; font: 600 78px/1.02 "Source Sans"; letter-spacing: -0.022em; }}
p {{ margin: 0; color: var(--sk-muted); font-size: 33px; line-height: 1.35; }}
figure {{ position: relative; margin: 0 0 0 auto; }}
img {{ display: block; height: 630px; }}
i {{ position: absolute; left: 221px; top: 210px; width: 154px; height: 154px;
    border: 7px solid var(--sk-kernel); outline: 4px solid white; border-radius: 6px; }}
</style>
<section>{svg}<h1>Seeing<br>with Kernels</h1>
<p>An interactive course on<br>how machines see</p></section>
<figure><img src="data:image/png;base64,{photo}"><i></i></figure>"""


def photo() -> bytes:
    """Return the picture beside the words as PNG: a photographer, to the right as edges."""
    image = gaussian_filter(data.camera()[:420, 60:467].astype(float), 0.8)
    across = np.gradient(image, axis=1)
    down = np.gradient(image, axis=0)
    edges = 255 - np.clip(7 * np.hypot(across, down), 0, 255)
    middle = image.shape[1] // 2
    both = np.hstack([image[:, :middle], edges[:, middle:]])
    out = io.BytesIO()
    Image.fromarray(both.astype(np.uint8)).save(out, "png")
    return out.getvalue()


def drawn(browser: Browser, html: str, width: int, height: int) -> Image.Image:
    """Draw a page of that size."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html, wait_until="load")
    page.evaluate("document.fonts.ready")
    png = page.screenshot(omit_background=True)
    page.close()
    return Image.open(io.BytesIO(png))


def icon(browser: Browser, size: int, ground: str = "none", margin: int = 0) -> Image.Image:
    """Draw the icon, size × size pixels, with transparent corners if no ground is given."""
    html = ICON_PAGE.format(svg=ICON.read_text("utf-8"), ground=ground, margin=margin)
    return drawn(browser, html, size, size)


def shared(browser: Browser) -> Image.Image:
    """Draw what a shared link shows."""
    html = SHARED_PAGE.format(
        svg=ICON.read_text("utf-8"),
        palette=PALETTE.read_text("utf-8"),
        typeface=typeface(),
        photo=base64.b64encode(photo()).decode(),
    )
    return drawn(browser, html, *SHARED).convert("RGB")


def make(browser: Browser, folder: Path) -> None:
    """Write all three."""
    small = [icon(browser, size) for size in IN_TABS]
    small[-1].save(folder / "favicon.ico", sizes=[i.size for i in small], append_images=small[:-1])
    touch = icon(browser, ON_PHONES, ground="white", margin=14)
    touch.convert("RGB").quantize(64).save(folder / "apple-touch-icon.png", optimize=True)
    shared(browser).save(folder / "share.jpg", quality=QUALITY, optimize=True)


def main() -> None:
    """Write them into the site's assets."""
    with chromium() as browser:
        make(browser, ASSETS)


if __name__ == "__main__":
    main()
