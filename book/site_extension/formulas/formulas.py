"""Formulas on pages: set by MathJax while the page is written, with fonts cut to their signs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from ..hashed import digest
from ..loading import load_where
from . import fonts, mathjax

logger = logging.getLogger(__name__)

FACE = re.compile(
    r"@font-face /\* \d+ \*/ \{\s*font-family: (?P<family>[\w-]+);"
    r"[^}]*?/(?P<file>[\w-]+)\.woff[^}]*\}"
)
SIGN = re.compile(r'content: "((?:\\.|[^"\\])*)"')
# Letters of a class such as TEX-MI name the font; plain letters have no class and MJXTEX.
FONT_CLASS = re.compile(r"\bTEX-(\w+)\b")
STRUT = 0xEFFC  # the one sign of MathJax's font of no width, which holds lines to their height
ALWAYS = {"MJXZERO", "MJXTEX"}
STRETCHED = {"MJXTEX-S1", "MJXTEX-S4", "MJXTEX-A"}  # braces of any height are put together of these


def tex_of(node: nodes.Element) -> str:
    """Return what a formula's node says in TeX; several lines are aligned, as Sphinx does."""
    text = str(node.astext()).strip()
    if isinstance(node, nodes.math_block) and r"\\" in text and not node.get("nowrap"):
        return rf"\begin{{split}}{text}\end{{split}}"
    return text


def set_formula(node: nodes.Element) -> str:
    """Return a node's formula as HTML; a wrong one is a warning at its line, and so an error."""
    try:
        return mathjax.setter().html(tex_of(node), isinstance(node, nodes.math_block))
    except mathjax.FormulaError as error:
        logger.warning("%s", error, location=node)
        return ""


def visit_inline(self: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula in a line of text."""
    self.body.append(f'<span class="math">{set_formula(node)}</span>')
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula on a line of its own, with its number where it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node.get("number"):
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})</span>')
    self.body.append(f"{set_formula(node)}</div>\n")
    raise nodes.SkipNode


def write_style(app: Sphinx, failure: Exception | None) -> None:
    """Write one style sheet and its fonts for all formulas of the site.

    All, and not only those of the pages that this build wrote: the sheet is shared.
    """
    if failure or app.builder.format != "html":
        return
    formulas = sorted(
        {
            (tex_of(node), isinstance(node, nodes.math_block))
            for document in app.env.found_docs
            for node in app.env.get_doctree(document).findall(_is_formula)
        }
    )
    # Setting them takes seconds; a build that changes no formula need not wait.
    made_by = [Path(source).read_bytes() for source in (__file__, mathjax.__file__)]
    key = digest([repr(formulas).encode(), *made_by])
    cache = Path(app.outdir).parent / "formulas" / f"{key}.css"
    if not cache.exists():
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(_style(formulas), "utf-8")
    style = cache.read_text("utf-8")
    static = Path(app.outdir, "_static")
    fonts.write(static / "formulas.css", style.encode())
    signs = sorted({ord(s) for said in SIGN.findall(style) for s in _unescape(said)} | {STRUT})
    folder = mathjax.package() / "output" / "chtml" / "fonts" / "woff-v2"
    for name in re.findall(r'url\("fonts/([\w-]+)\.woff2"\)', style):
        content = fonts.cut(folder / f"{name}.woff", signs, Path(app.outdir).parent / "fonts")
        fonts.write(static / "fonts" / f"{name}.woff2", content)


def _style(formulas: list[tuple[str, bool]]) -> str:
    """Return the formulas' style sheet with only the fonts that they use, as woff2."""
    html = ""
    for source, display in formulas:
        try:
            html += mathjax.setter().html(source, display)
        except mathjax.FormulaError:
            continue  # its page has warned
    families = ALWAYS | {f"MJXTEX-{letters}" for letters in FONT_CLASS.findall(html)}
    if "<mjx-stretchy" in html:
        families |= STRETCHED

    def face(match: re.Match[str]) -> str:
        family, file = match["family"], match["file"]
        if family not in families:
            return ""
        source = f'url("fonts/{file}.woff2") format("woff2")'
        return f"@font-face{{font-family:{family};src:{source}}}"

    return re.sub(r"\s*\n\s*", "", FACE.sub(face, mathjax.setter().style()))


def _unescape(css: str) -> str:
    r"""Return the characters of a CSS string: `\2212` is one sign, and so is `\"`."""
    return re.sub(
        r"\\([0-9A-Fa-f]{1,6}) ?|\\(.)",
        lambda match: chr(int(match[1], 16)) if match[1] else match[2],
        css,
    )


def _is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)


def choose_renderer(_app: Sphinx, config: Any) -> None:
    """Set formulas here and not in the browser."""
    config.html_math_renderer = "set_at_build_time"


def setup(app: Sphinx) -> None:
    """Register the renderer."""
    app.add_html_math_renderer("set_at_build_time", (visit_inline, None), (visit_block, None))
    app.connect("config-inited", choose_renderer)
    load_where(app, _is_formula, scripts=["formulas.js"], styles=["formulas.css"])
    app.connect("build-finished", write_style, priority=700)
