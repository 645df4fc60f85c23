"""A link carries a figure's state: every figure's, whole, and nothing that it cannot be."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import traitlets
from playwright.sync_api import Browser, Route, expect
from site_extension.figures.link_rules import rules_file, rules_of

from autograder.files import ROOT
from seeing import widgets
from seeing.widgets.base import Widget
from tests.support.widget_page import MOUNT, PAGE, settle, state_of

LINKS = ROOT / "book" / "assets" / "links.js"
STATES = ROOT / "seeing" / "widgets" / "kit" / "link_states.js"
SITE = "http://figures.test/"
FIGURE = """({ names }) => {
    const main = document.querySelector("main");
    main.className = "widget-mount";
    Object.assign(main.dataset, names);
}"""
NONSENSE: list[Any] = [None, True, -1, 0, 1, 3, 7, 99, 10**9, 0.5, -0.5, 1e300, "", "x", "valley"]
NONSENSE += [
    [],
    [1],
    [1, 2],
    [-1, 1],
    [0.5, 0.5],
    [[1]],
    [[1, 2], [3]],
    [[[1]]],
    ["x"],
    [None, None],
]
NONSENSE += [[[1, 1], None], [[3, 1, 1]], [[3, 0, 1]], {}, {"x": 1}, {"x": "y"}, list(range(36))]
NONSENSE += [
    [[1] * 9] * 9,
    [1] * 8,
    [{"digit": 1, "share": 9, "seed": 1, "answer": 3}],
    [{"digit": 1}],
]


class Opened:
    """A page of the site with one figure: what it has said of itself, and its rules."""

    def __init__(self, browser: Browser, widget: Widget, fragment: str = "") -> None:
        self.page = browser.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.widget = widget
        self.page.route("**/*", self._answer)
        self.page.goto(SITE + fragment)
        names = {"figure": "the-figure", "rules": "rules.json", "module": "ab/figure.js"}
        self.page.evaluate(FIGURE, {"names": names})
        self.page.evaluate("""async () => {
            addEventListener("seeing-remember", ({ detail }) => { window.names = detail.names; });
            await import("/links.js");
            window.links = await import("/widgets/ab/kit/link_states.js");
        }""")
        self.page.evaluate(MOUNT, {"source": widget._esm, "state": state_of(widget)})

    def _answer(self, route: Route) -> None:
        answers = {
            "": ("text/html", PAGE.format(theme="light", css=self.widget._css, typeface="")),
            "links.js": ("text/javascript", LINKS.read_text("utf-8")),
            "widgets/ab/kit/link_states.js": ("text/javascript", STATES.read_text("utf-8")),
            "widgets/state/rules.json": ("application/json", rules_file(type(self.widget))),
        }
        kind, body = answers[route.request.url.removeprefix(SITE).split("#")[0]]
        route.fulfill(content_type=kind, body=body)

    def state(self) -> dict[str, Any]:
        """Return what the figure remembers, but for pictures."""
        settle(self.page)
        found: dict[str, Any] = self.page.evaluate("""() => Object.fromEntries(
            (window.names ?? []).map((name) => [name, state[name]])
                .filter(([, value]) => !(value?.data instanceof DataView)))""")
        return found

    def says(self) -> str:
        line = self.page.locator(".after-card p")
        expect(line).not_to_be_empty()
        return line.inner_text()

    def possible(self, state: dict[str, Any]) -> bool:
        rules = rules_of(type(self.widget))
        answer: bool = self.page.evaluate(
            "([text, rules]) => links.isPossible(JSON.parse(text), rules)",
            [json.dumps(state), rules],
        )
        return answer


@pytest.fixture(scope="module", params=widgets.__all__)
def widget(request: pytest.FixtureRequest) -> Widget:
    """Make one widget for all that is asked of it: some load a network."""
    made: Widget = getattr(widgets, request.param)()
    return made


@pytest.fixture(scope="module")
def opened(widget: Widget, browser: Browser) -> Iterator[Opened]:
    shown = Opened(browser, widget)
    yield shown
    shown.page.close()
    assert shown.errors == []


def other(value: Any, rule: dict[str, Any]) -> Any:
    """Return another value that a rule allows, or the same one where this test knows of none."""
    of = rule.get("of")
    match rule["is"]:
        case "either" if value is None:  # or a number from 0
            return 0
        case "boolean":
            return not value
        case "choice" if of:
            return of[(of.index(value) + 1) % len(of)]
        case "integer":
            return value + 1 if value + 1 <= rule.get("high", value + 1) else value - 1
        case "number":
            high = min(rule.get("high", value + 1), rule.get("below", value + 1))
            return (value + high) / 2 if value < high else value / 2
        case "numbers" if "of" not in rule and value:
            return [other(part, rule) if isinstance(part, list) else part + 1 for part in value]
        case "list" if rule.get("once") and len(value) > 1:
            return [value[1], value[0], *value[2:]]
    return value


def test_all_that_a_figure_remembers_has_a_rule_or_is_a_picture(opened: Opened) -> None:
    traits = rules_of(type(opened.widget))["traits"]

    assert set(opened.state()) <= set(traits)


def test_a_link_opens_the_figure_in_the_state_that_was_copied(
    opened: Opened, browser: Browser
) -> None:
    traits = rules_of(type(opened.widget))["traits"]
    began = opened.state()
    if not began:  # TrainingMonitor shows what ran: nothing of it is the reader's to set
        assert opened.page.get_by_role("button", name="Copy link").count() == 0
        return
    for name, value in began.items():
        opened.page.evaluate("([n, v]) => model.set(n, v)", [name, other(value, traits[name])])
    changed = opened.state()

    opened.page.get_by_role("button", name="Copy link to this state").click()
    assert "The link stands in the address bar now." in opened.says()
    again = Opened(browser, opened.widget, "#" + opened.page.url.split("#")[1])

    assert changed != began
    assert again.says() == "Set up as the link says. Reset brings back how it begins."
    assert again.state() == changed
    reset = again.page.get_by_role("button", name="Reset", exact=True)
    reset.click()
    assert again.state() == began
    assert again.errors == []
    again.page.close()


def test_what_python_refuses_no_link_can_set(opened: Opened, widget: Widget) -> None:
    began = opened.state()
    for name in began:
        for value in NONSENSE:
            if not opened.possible({**began, name: value}):
                continue
            before = getattr(widget, name)
            try:
                setattr(widget, name, value)
            except traitlets.TraitError as error:
                pytest.fail(f"a link may set {name} to {value!r}: {error}")
            setattr(widget, name, before)

    assert opened.possible(began) or not began


@pytest.mark.parametrize(
    "state", ["", "x", "e30x", "W10", "eyJjaGFsbGVuZ2UiOiJ4In0", "eyJyb3ciOi0xfQ"]
)
def test_nonsense_opens_the_beginning_and_says_so(browser: Browser, state: str) -> None:
    """Nothing, no text of ours, a list, a trait that no link may set, a row of −1."""
    shown = Opened(browser, widgets.KernelOnPhoto(), f"#figure=the-figure&state={state}")

    said = shown.says()

    assert said.startswith("The link holds no state that this figure can have")
    assert shown.state()["row"] == widgets.KernelOnPhoto().row
    shown.page.close()


def test_a_picture_is_not_put_into_a_link_and_that_is_said(browser: Browser) -> None:
    shown = Opened(browser, widgets.CNNExplorer())
    shown.page.get_by_role("button", name="Clear").click()

    shown.page.get_by_role("button", name="Copy link to this state").click()

    assert "Your picture is not in it" in shown.says()
    assert "state=" not in shown.page.url
    shown.page.close()


def test_a_solution_that_came_by_a_link_is_not_the_readers(browser: Browser) -> None:
    widget = widgets.KernelOnPhoto(kernel=[[0] * 3, [0, 1, 0], [0] * 3], goal="down")
    solved = "eyJrZXJuZWwiOltbMCwxLDBdLFswLDAsMF0sWzAsMCwwXV19"
    shown = Opened(browser, widget, f"#figure=the-figure&state={solved}")
    page = shown.page

    expect(page.locator(".challenge")).to_contain_text("Solved.")
    by_link = page.evaluate("'linked' in document.querySelector('main').dataset")
    page.get_by_role("button", name="Reset").click()

    assert by_link  # and progress.js hears it so
    assert not page.evaluate("'linked' in document.querySelector('main').dataset")
    page.close()
