"""MathJax at build time: formulas are set once, here, and not by every reader's browser.

A page with a hundred formulas would load 230 KB of MathJax and jump while it works. So MathJax runs
in an embedded V8 and leaves HTML, a style sheet of the signs in use, and MathML for screen readers.
"""

from __future__ import annotations

import json
import re
import sysconfig
from functools import lru_cache
from pathlib import Path

from py_mini_racer import JSEvalException, MiniRacer

PARTS = (
    "startup.js",  # only for its register of packages; it starts nothing
    "core.js",
    "adaptors/liteDOM.js",
    "input/tex-base.js",
    "input/tex/extensions/ams.js",
    "output/chtml.js",
    "output/chtml/fonts/tex.js",
)
BEFORE = "var global = globalThis; var MathJax = {loader: {load: []}, startup: {ready() {}}};"
AFTER = """
const {adaptors, core, handlers, input, mathjax, output} = MathJax._;
const adaptor = adaptors.liteAdaptor.liteAdaptor();
handlers.html_ts.RegisterHTMLHandler(adaptor);
const tex = new input.tex_ts.TeX({
  packages: ["base", "ams"], formatError(_, error) { throw new Error(error.message); },
});
const font = new output.chtml.fonts.tex_ts.TeXFont({fontURL: "fonts"});
const chtml = new output.chtml_ts.CHTML({font, adaptiveCSS: true});
const page = mathjax.mathjax.document("", {InputJax: tex, OutputJax: chtml});
const visitor = new core.MmlTree.SerializedMmlVisitor.SerializedMmlVisitor();
const end = core.MathItem.STATE.CONVERT;
const asHtml = (source, display) => adaptor.outerHTML(page.convert(source, {display}));
const asMathML = (source, display) => visitor.visitTree(page.convert(source, {display, end}));
const style = () => adaptor.textContent(chtml.styleSheet(page));
"""


class FormulaError(ValueError):
    """TeX that MathJax does not understand."""


def package() -> Path:
    """Return MathJax in its package, whose name is no Python name and so cannot be imported."""
    return Path(sysconfig.get_path("purelib"), "sphinx-mathjax-offline", "static", "mathjax")


class Setter:
    """Sets formulas, and remembers which signs they used."""

    def __init__(self) -> None:
        self._engine = MiniRacer()
        for source in (BEFORE, *((package() / p).read_text("utf-8") for p in PARTS), AFTER):
            self._engine.eval(f"{source};0")  # the 0 keeps V8 from handing over a large object
        self._set: dict[tuple[str, bool], str] = {}

    def html(self, source: str, display: bool) -> str:
        """Return a formula as HTML: set for the eye, and as MathML for the ear.

        source: TeX of MathJax's base and ams packages
        raises FormulaError
        """
        key = (source, display)
        if key not in self._set:
            seen = self._call("asHtml", source, display)
            heard = re.sub(r">\s+<", "><", self._call("asMathML", source, display))
            hidden = f'<span class="visually-hidden">{heard}</span>'
            self._set[key] = f'<span aria-hidden="true">{seen}</span>{hidden}'
        return self._set[key]

    def style(self) -> str:
        """Return the rules for the signs used so far."""
        return str(self._engine.eval("style()"))

    def _call(self, function: str, source: str, display: bool) -> str:
        call = f"{function}({json.dumps(source)}, {json.dumps(display)})"
        try:
            return str(self._engine.eval(call))
        except JSEvalException as error:
            said = str(error).splitlines()[0].split("Error: ")[-1]
            raise FormulaError(f"{said} in the formula {source}") from error


@lru_cache(maxsize=1)
def setter() -> Setter:
    """Return the build's one setter; starting it takes half a second."""
    return Setter()
