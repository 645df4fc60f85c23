"""What a page costs its reader on a first visit: `python -m tools.weight`.

Counts the bytes on the wire, compressed as hosts do and with headers, until every figure is drawn
and the page is read to its end. Beside it the same chapter with the same outputs in Jupyter Book's
stock look, with MathJax from the same package; there the widgets stay dead, for their manager would
come from another host. Writes tools/WEIGHT.md.
"""

import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import nbformat
from playwright.sync_api import Browser

from autograder.files import ROOT
from autograder.release import chapter
from tests.support.chromium import chromium
from tests.support.site_server import serving

CHAPTER = "notebooks/07_convolution_filters.html"
START = "book/start.html"
RESULT = Path(__file__).with_name("WEIGHT.md")
# The first part that an address holds names what it is for.
KINDS = {
    ".bin": "figures' state",
    "/widgets/": "figures' code",
    "/fonts/MathJax": "formulas",
    "formulas.": "formulas",
    "/mathjax/": "formulas",
    "/fonts/": "typeface",
    "/webfonts/": "icons",
    "fontawesome": "icons",
    "/_images/": "still figures",
    ".html": "page",
}
QUIET_MS = 500
READ_TO_THE_END = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 500) {
        scrollTo({ top: y, behavior: "instant" });
        await new Promise((done) => setTimeout(done, 30));
    }
}"""


def transferred(browser: Browser, url: str) -> dict[str, int]:
    """Return bytes on the wire by what they are for; other hosts are not reached."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    own = url.split("/", 3)[2]
    context.route(lambda address: own not in address, lambda route: route.abort())
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on(
        "Network.responseReceived",
        lambda event: addresses.__setitem__(event["requestId"], event["response"]["url"]),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], int(event["encodedDataLength"])),
    )
    page.goto(url)
    page.evaluate(READ_TO_THE_END)
    seen = -1
    while seen < len(addresses) + len(sizes):  # until nothing has come for a while
        seen = len(addresses) + len(sizes)
        page.wait_for_timeout(QUIET_MS)
    context.close()
    weights: dict[str, int] = {}
    for request, size in sizes.items():
        kind = kind_of(addresses.get(request, ""))
        weights[kind] = weights.get(kind, 0) + size
    return weights


def kind_of(url: str) -> str:
    """Return what kind of file a page loads there."""
    return next((kind for part, kind in KINDS.items() if part in url), "styles and scripts")


def build_stock(folder: Path) -> Path:
    """Build the chapter's page, with its outputs, as a stock Jupyter Book; returns the site."""
    (path,) = [p for p in chapter.chapters() if p.stem in CHAPTER]
    nbformat.write(chapter.derive(path).page, folder / f"{path.stem}.ipynb")
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: {path.stem}\n", encoding="utf-8")
    (folder / "_config.yml").write_text(
        "title: Stock\nexecute: {execute_notebooks: 'off'}\n"
        "sphinx: {extra_extensions: [sphinx-mathjax-offline]}\n",
        encoding="utf-8",
    )
    build(folder)
    return folder / "_build" / "html"


def build(folder: Path) -> None:
    """Build a book; its errors are raised."""
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "."]
    # Its warnings are of links to pages that the stock book has not.
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def table(columns: dict[str, dict[str, int]]) -> str:
    """Return a Markdown table, KiB by kind, a column for each page."""
    kinds = sorted({k for weights in columns.values() for k in weights})
    total = {name: sum(weights.values()) for name, weights in columns.items()}
    rows = [(k, {name: w.get(k, 0) for name, w in columns.items()}) for k in kinds]
    lines = ["| KiB | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for kind, sizes in [*rows, ("**total**", total)]:
        lines.append(f"| {kind} | " + " | ".join(f"{s / 1024:.1f}" for s in sizes.values()) + " |")
    return "\n".join(lines)


def main() -> None:
    """Build both books, load the page of each, and write WEIGHT.md."""
    build(ROOT)
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        stock = build_stock(Path(name))
        columns = {}
        with serving(ROOT / "_build" / "html") as url:
            columns["chapter 07"] = transferred(browser, f"{url}/{CHAPTER}")
            columns["start page"] = transferred(browser, f"{url}/{START}")
        with serving(stock) as url:
            columns["chapter 07, stock"] = transferred(browser, f"{url}/{Path(CHAPTER).name}")
        made_with = f"Chromium {browser.version}, jupyter-book {version('jupyter-book')}"
    intro = f"Written by `python -m tools.weight`, whose docstring says how. {made_with}."
    text = f"# What a first visit loads\n\n{intro}\n\n{table(columns)}\n"
    RESULT.write_text(text, encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
