"""A student's text -> HTML that shows it, and neither runs, loads nor covers anything.

Cleaned after rendering: Markdown makes links and pictures of its own, so cleaning what it is made
from would miss them. Markup that is not allowed is shown as text, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bleach import ALLOWED_TAGS  # type: ignore[import-untyped]  # it ships no types
from bleach.sanitizer import Cleaner  # type: ignore[import-untyped]  # it ships no types
from markupsafe import Markup, escape
from nbconvert.filters.ansi import strip_ansi
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

# Longer texts are shown as typed: some signs, thousands of times, keep a parser busy for long.
FORMATTED_KIB = 32
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
NO_FORMULAS = "tex2jax_ignore"  # MathJax leaves such an element alone
SILENT = re.compile(r'<img(?![^>]* alt="[^"])')
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL | re.IGNORECASE)
TAGS = ALLOWED_TAGS | {
    *("p", "br", "hr", "pre", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "img", "del"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "sub", "sup", "kbd"),
    *("details", "summary", "dl", "dt", "dd"),
}
# Kinds of word in a program, and formulas. With a class of the page a text could dress as a result.
WRITTEN_CLASS = re.compile(r"highlight|hl-\w+|[a-z]{1,2}\d?|tex|tex-line")
CARD_CLASS = re.compile(r"sk-(grade|head|sign|right|mistake|title|points|met|missed)")
ATTRIBUTES = {"a": {"title"}, "img": {"alt", "title"}, "th": {"scope"}, "ol": {"start"}}
CARD_ATTRIBUTES = {"div": {"role", "aria-label"}, "span": {"aria-hidden"}}


def _cleaner(a_class: re.Pattern[str], attributes: Mapping[str, set[str]]) -> Cleaner:
    def allowed(tag: str, name: str, value: str) -> bool:
        if name == "class":
            return all(map(a_class.fullmatch, value.split()))
        if (tag, name) == ("a", "href"):
            return bool(LINK.match(value))
        if (tag, name) == ("img", "src"):
            return bool(PICTURE.fullmatch(value))
        return name in attributes.get(tag, ())

    return Cleaner(tags=TAGS, attributes=allowed, protocols={"http", "https", "mailto", "data"})


WRITTEN = _cleaner(WRITTEN_CLASS, ATTRIBUTES)
SHOWN = _cleaner(CARD_CLASS, ATTRIBUTES | CARD_ATTRIBUTES)


class Renderer(IPythonRenderer):
    """nbconvert's Markdown, with formulas as their source: setting them would take a script."""

    def inline_math(self, body: str) -> str:
        """Write a formula in a line."""
        return f'<code class="tex">{escape(body.strip())}</code>'

    def block_math(self, body: str) -> str:
        """Write a formula on lines of its own."""
        return f'<code class="tex tex-line">{escape(body.strip())}</code>'

    def latex_environment(self, name: str, body: str) -> str:
        """Write a formula that is an environment of TeX."""
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def block_mermaidjs(self, code: str) -> str:
        """Write a diagram as its source: drawing it would take a script."""
        return f"<pre>{escape(code)}</pre>"

    def _embed_image_or_attachment(self, src: str) -> str:
        # nbconvert would end in an error, and the student get no feedback at all.
        try:
            return str(super()._embed_image_or_attachment(src))
        except Exception:
            return ""


def written(text: str, attachments: Mapping[str, Any] | None = None) -> Markup:
    """Return Markdown as HTML; as plain text where it is too long or too tangled to be rendered."""
    if _can_be_formatted(text):
        try:
            renderer = Renderer(
                escape=False,
                exclude_anchor_links=True,
                attachments=dict(attachments or {}),
            )
            return _cleaned(WRITTEN, MarkdownWithMath(renderer=renderer).render(text))
        except Exception:  # whatever a student's text does to a parser, the page is made
            return plain(text)
    return plain(text)


def inert(text: str) -> str:
    """Return a student's Markdown as Markdown that shows the same and does nothing, anywhere.

    nbgrader's formgrader renders it with whatever HTML it holds, and lets MathJax look for
    formulas, whose commands may link to a script. So it is one block of cleaned HTML, without a
    line in which Markdown could begin anew.
    """
    return f'<div class="{NO_FORMULAS}">{"&#10;".join(str(written(text)).splitlines())}</div>'


def again(source: str, attachments: Mapping[str, Any] | None = None) -> Markup:
    """Return what `inert` made as HTML for the feedback page; other Markdown as `written` does."""
    if source.startswith(f'<div class="{NO_FORMULAS}">'):
        return _cleaned(WRITTEN, source)
    return written(source, attachments)


def code(text: str) -> Markup:
    """Return Python source as HTML with its words marked; as plain text where it is too long."""
    if not _can_be_formatted(text):
        return plain(text)
    html = Highlight2HTML(pygments_lexer="python")(text)  # type: ignore[no-untyped-call]  # nbconvert
    return Markup(WRITTEN.clean(html))


def _can_be_formatted(text: str) -> bool:
    return len(text.encode(errors="replace")) <= FORMATTED_KIB * 1024


def plain(text: str) -> Markup:
    """Return text as it was typed."""
    return Markup("<pre>{}</pre>").format(strip_ansi(text))  # type: ignore[no-untyped-call]  # nbconvert


def shown(output: Mapping[str, Any]) -> Markup:
    """Return one output of a code cell as HTML; empty where it has no form that can be shown."""
    if output["output_type"] == "stream":
        return plain(_text(output["text"]))
    if output["output_type"] == "error":
        return plain("\n".join(map(str, output.get("traceback", ()))))
    data = output.get("data", {})
    if "text/html" in data:
        # Our card brings its style with it; the page has that already, and allows no other.
        return _cleaned(SHOWN, STYLE.sub("", _text(data["text/html"])))
    for kind in ("image/png", "image/jpeg"):
        source = f"data:{kind};base64,{''.join(_text(data.get(kind, '')).split())}"
        if kind in data and PICTURE.fullmatch(source):
            return Markup('<img src="{}" alt="{}">').format(source, _text(data.get("text/plain")))
    if "text/markdown" in data:
        return written(_text(data["text/markdown"]))
    return plain(_text(data["text/plain"])) if "text/plain" in data else Markup("")


def _cleaned(cleaner: Cleaner, html: str) -> Markup:
    """Clean HTML; a picture that says nothing of itself, or may not be loaded, gets words."""
    return Markup(SILENT.sub('<img alt="A picture without a description"', cleaner.clean(html)))


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")
