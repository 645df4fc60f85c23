"""A bare page with one widget in it, a model that only holds state, and mouse helpers."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Locator, Page

from seeing.widgets.base import Widget
from tests.support.typeface import typeface

# What anywidget's model does for a widget, and the last state for the test to look at.
MOUNT = """async ({ source, state }) => {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const listeners = {};
    for (const value of Object.values(state)) {
        if (!value?.base64) continue;
        const bytes = Uint8Array.from(atob(value.base64), (char) => char.charCodeAt(0));
        value.data = new DataView(bytes.buffer);
    }
    window.state = state;
    window.model = {
        get: (name) => state[name],
        set(name, value) {
            const changed = JSON.stringify(state[name]) !== JSON.stringify(value);
            state[name] = value;
            if (changed) for (const fn of listeners[`change:${name}`] ?? []) fn();
        },
        on: (event, fn) => (listeners[event] ??= new Set()).add(fn),
        off: (event, fn) => listeners[event].delete(fn),
        save_changes() { window.saved = structuredClone(state); },
        listening: () => Object.values(listeners).reduce((sum, fns) => sum + fns.size, 0),
    };
    const widget = (await import(url)).default;
    const el = document.querySelector("main");
    window.cleanUp = await widget.render({ model: window.model, el });
}"""
PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><title>A figure</title>
<style>{typeface} {css}
body {{ margin: 16px; font: 16px "Source Sans"; }}
body {{ background: var(--sk-paper); color: var(--sk-ink); }}
</style>
<main><h1>A figure</h1></main></html>"""

NOT_STATE = {"_esm", "_css", "layout", "tooltip", "tabbable", "comm"}
Show = Callable[..., Page]


@contextmanager
def pages(browser: Browser) -> Iterator[Show]:
    """Give show(widget, theme=, width=, …), which puts a widget on a page of its own.

    At the end the pages are closed; what they have said on the console is an error.
    """
    contexts = []
    errors: list[str] = []

    def mounted(widget: Widget, theme: str = "light", width: int = 800, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
        put(page, widget, theme)
        return page

    yield mounted
    for context in contexts:
        context.close()
    assert errors == []


def put(page: Page, widget: Widget, theme: str) -> None:
    """Make the page one with this figure in it; `model`, `state` and `saved` are for the test."""
    page.set_content(PAGE.format(theme=theme, css=widget._css, typeface=typeface()))
    page.evaluate(MOUNT, {"source": widget._esm, "state": state_of(widget)})


def state_of(widget: Widget) -> dict[str, Any]:
    """Return what a page is told; a picture as its shape and its bytes."""
    state = {name: getattr(widget, name) for name in widget.keys if name not in NOT_STATE}
    for name, value in state.items():
        if isinstance(value, np.ndarray):
            packed = {"shape": value.shape, "dtype": str(value.dtype)}
            # As one text: Playwright would pack each number of a list by itself.
            state[name] = packed | {"base64": base64.b64encode(value.tobytes()).decode()}
    return state


def settle(page: Page) -> None:
    """Wait for the frame that a change waits for."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def set_theme(page: Page, theme: str) -> None:
    """Turn the page "light" or "dark", and wait until its colours have faded to that."""
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    settle(page)
    page.evaluate("""() => Promise.all(
        [document, ...[...document.querySelectorAll("main > div")].map((host) => host.shadowRoot)]
            .flatMap((root) => root.getAnimations())
            .map((animation) => animation.finished)
    )""")


def readout(page: Page) -> str:
    """Return the line under the figure as it is shown now."""
    settle(page)
    return page.locator(".readout [aria-hidden]").first.inner_text()


def drag(page: Page, handle: Locator, dx: float, dy: float = 0) -> None:
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=8)
    page.mouse.up()
