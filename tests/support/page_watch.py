"""Pages that notice what they should not do: ask another host, or write an error to the console."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    Route,
)

ANSWERED_WITHIN_S = 30


class Watch:
    """Open contexts whose every request to another host is held back and remembered."""

    def __init__(self, browser: Browser, own: str, bad: tuple[str, ...]) -> None:
        self.browser = browser
        self.own = own
        self.bad = bad
        self.contexts: list[BrowserContext] = []
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        self._unanswered: set[Request] = set()

    def new_context(self, **options: Any) -> BrowserContext:
        context = self.browser.new_context(**options)
        self.contexts.append(context)
        context.route("**/*", self._hold_back)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self._listen)
        context.on("response", self._look)
        context.on("request", self._await)
        context.on("requestfinished", self._end)
        context.on("requestfailed", self._end)
        return context

    def wait_for_answers(self, page: Page) -> None:
        """Wait until what the pages asked for has come, or not; what is wrong with it is noted."""
        end = time.monotonic() + ANSWERED_WITHIN_S
        while self._unanswered:
            late = [request.url for request in self._unanswered]
            assert time.monotonic() < end, f"not answered within {ANSWERED_WITHIN_S} s: {late}"
            page.wait_for_timeout(10)  # what happened meanwhile is told while we wait

    def _hold_back(self, route: Route, request: Request) -> None:
        if request.url.startswith((self.own, "data:", "blob:")):
            route.continue_()
        else:
            self.elsewhere.append(request.url)
            route.abort()

    def _await(self, request: Request) -> None:
        self._unanswered.add(request)

    def _end(self, request: Request) -> None:
        self._unanswered.discard(request)

    def _listen(self, said: ConsoleMessage) -> None:
        if said.type in self.bad:
            self.errors.append(said.text)

    def _look(self, got: Response) -> None:
        if got.status >= 400:
            self.errors.append(f"{got.status} {got.url}")


@contextmanager
def watching(browser: Browser, own: str, bad: tuple[str, ...] = ("error",)) -> Iterator[Watch]:
    """Yield a `Watch`; afterwards nothing may have been asked elsewhere, nor gone wrong.

    own: the address of the page's own server, such as "http://127.0.0.1:8000"
    bad: kinds of console messages that may not come
    """
    watch = Watch(browser, own, bad)
    try:
        yield watch
    finally:
        for context in watch.contexts:
            context.close()
    assert watch.elsewhere == []
    assert watch.errors == []
