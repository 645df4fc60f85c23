"""Measure how soon the picture follows the hand: `python -m benchmarks.widgets` (about a minute).

In one JupyterLab, in one browser page, a 512×512 photograph is filtered with a dense 5×5 kernel,
once by KernelOnPhoto and once by `ipywidgets.interact` with matplotlib. One entry of the kernel is
changed, in turns, and timed from the event of the input to the frame that shows the new picture
(Chromium without a graphics card). interact's kernel is given the fastest that the environment has:
torch's conv2d and the inline backend. Then KernelOnPhoto is changed at each frame: the time of the
drawing itself (filtering, mapping to colours, putting the pixels), and the frames a second.

Writes benchmarks/widgets/RESULTS.md.
"""

import argparse
import os
import platform
import statistics
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.widgets.lab import jupyter_lab, run_notebook
from tests.support.chromium import chromium

HERE = Path(__file__).parent
CELL = "kernel row 1 column 2"  # the entry that is changed, by the name the widget gives it
AIM_RATIO, AIM_DRAWING_MS = 10, 8

SETUP = """\
%matplotlib inline
import matplotlib.pyplot as plt, numpy as np, torch
from ipywidgets import FloatText, interact
from skimage.data import camera
from seeing.widgets import KernelOnPhoto
photo = camera()
kernel = np.random.default_rng(0).uniform(0, 0.08, size=(5, 5)).round(3)
"""
WIDGET = "KernelOnPhoto(image=photo, kernel=kernel)"
INTERACT = """\
def show(entry):
    kernel[1, 2] = entry
    tensors = (torch.tensor(a, dtype=torch.float32)[None, None] for a in (photo, kernel))
    output = torch.nn.functional.conv2d(*tensors)[0, 0].numpy()
    _, (left, right) = plt.subplots(1, 2, figsize=(8, 4))
    left.imshow(photo, cmap="gray"), right.imshow(output, cmap="gray", vmin=0, vmax=255)
    plt.show()
interact(show, entry=FloatText(0.04));
"""


def percentile95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def measure(page: Page, rounds: int) -> dict[str, list[float]]:
    """Change the kernel `rounds` times each way, in turns, after three that are not counted."""
    page.add_script_tag(path=HERE / "measure.js")
    times: dict[str, list[float]] = {"widget": [], "interact": []}
    for i in range(-3, rounds):
        widget = page.evaluate(f"widgetOnce({CELL!r}, {0.1 + i / 1000})")
        page.wait_for_timeout(100)  # what the kernel has to say to the page is said
        interact = page.evaluate(f"interactOnce({0.1 + i / 1000})")
        page.wait_for_timeout(100)
        if i >= 0:
            times["widget"].append(widget["latency"])
            times["interact"].append(interact["latency"])
    page.evaluate(f"widgetFrames({CELL!r}, 60)")
    return times | page.evaluate(f"widgetFrames({CELL!r}, 300)")


def row(name: str, times: list[float]) -> str:
    middle, high = statistics.median(times), percentile95(times)
    return f"| {name} | {middle:.1f} | {high:.1f} | {len(times)} |"


def processor() -> str:
    """Return the processor's name as the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores"


def report(times: dict[str, list[float]], browser_version: str, load: float) -> str:
    """Return RESULTS.md: the figures, then what they were measured on."""
    ratio = statistics.median(times["interact"]) / statistics.median(times["widget"])
    drawing = percentile95(times["drawings"])
    frames = 1000 / statistics.median(times["intervals"])
    packages = ["anywidget", "ipywidgets", "jupyterlab", "matplotlib", "torch"]
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return f"""\
# Widgets: how soon the picture follows the hand

Written by `python -m benchmarks.widgets`, whose docstring says what is measured.
512×512 photograph, dense 5×5 kernel, one JupyterLab page, in turns.

| ms | median | p95 | times |
|---|---|---|---|
{row("`KernelOnPhoto`, event to picture", times["widget"])}
{row("`interact` + matplotlib, event to picture", times["interact"])}
{row("`KernelOnPhoto`, the drawing itself, at every frame", times["drawings"])}
{row("`KernelOnPhoto`, between two pictures", times["intervals"])}

- Ratio of the medians: **{ratio:.1f}** (aim: {AIM_RATIO}).
- p95 of the drawing itself: **{drawing:.1f} ms** (aim: under {AIM_DRAWING_MS}).
- Changed at every frame: {frames:.0f} pictures a second.

Measured on: {processor()}; {platform.system()} {platform.machine()}; load before {load:.1f}.
Chromium {browser_version} without a graphics card; Python {platform.python_version()}; {versions}.
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.widgets", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="changes each way (60)")
    rounds = parser.parse_args().rounds
    load = os.getloadavg()[0]
    with jupyter_lab([SETUP, WIDGET, INTERACT]) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 2400})
        run_notebook(page, address)
        page.wait_for_selector(".widget-interact img", timeout=120_000)
        page.wait_for_selector(f'input[aria-label="{CELL}"]', timeout=120_000)
        page.wait_for_timeout(2000)  # JupyterLab settles
        text = report(measure(page, rounds), browser.version, load)
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
