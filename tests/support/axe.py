"""axe-core on a page: what it finds against the rules, in no more time than that takes."""

import json
from collections.abc import Sequence
from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
OF_COLOURS = ("color-contrast", "link-in-text-block")
# Nine tenths of axe-core's time went to code: thousands of words in a dozen colours. It is asked of
# some words for each way to look: colour, type, and all that lies behind, up to the page's root.
# Of more than one, since axe-core passes over a word that is scrolled out of its box.
SOME_WORDS_OF_EACH_LOOK = """() => {
    const most = 4;
    const behind = new Map([[null, ""]]);
    const lies = (element) => {
        if (!behind.has(element)) {
            const style = getComputedStyle(element);
            const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
                style.mixBlendMode, style.position, style.zIndex];
            behind.set(element, `${lies(element.parentElement)}/${own}`);
        }
        return behind.get(element);
    };
    const looks = new Map();
    for (const word of document.querySelectorAll(".highlight pre span")) {
        word.removeAttribute("data-looks-alike");
        const seen = word.textContent.trim() && word.checkVisibility({ visibilityProperty: true });
        if (!seen) continue;
        const style = getComputedStyle(word);
        const look = [style.color, style.fontSize, style.fontWeight, style.textShadow,
            style.webkitTextFillColor, lies(word)].join();
        looks.set(look, (looks.get(look) ?? 0) + 1);
        word.toggleAttribute("data-looks-alike", looks.get(look) > most);
    }
    axe.configure({
        rules: [{ id: "color-contrast", selector: "*:not([data-looks-alike])" }],
    });
}"""


def rules_in(light: str) -> Sequence[str]:
    """Return what to ask in the "light", which is everything, and again of the same in the "dark".

    The light changes colours; all other rules read the page's elements, which stay the same.
    """
    return () if light == "light" else OF_COLOURS


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Run axe-core on the page and its shadow roots; say of each broken rule where it is broken.

    rules: their names; all of the default ones if none is named
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(SOME_WORDS_OF_EACH_LOOK)
    # What passes is not listed, which halves the time.
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']} ({rule['help']}): " + json.dumps([n["target"] for n in rule["nodes"]][:5])
        for rule in found
    ]
