"""MyST Markdown -> Markdown that every notebook front end shows, for the student's notebook.

The page is written in MyST. JupyterLab, Colab and VS Code know no directives or roles, so the
student's copy says the same with block quotes, `<details>` and plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FENCE = re.compile(r"^(?P<colons>:{3,})\{(?P<name>[\w-]+)\}[ \t]*(?P<title>.*)$")
OPTION = re.compile(r"^:[\w-]+:")
ROLE = re.compile(r"\{(?P<role>[\w:-]+)\}`(?P<text>[^`]+)`")
TARGET = re.compile(r"^\((?P<name>[\w-]+)\)=$")
PAGE_LINK = re.compile(
    r"\[(?P<text>[^\]]+)\]\((?P<path>(?!https?:|#|mailto:)[^)#\s]+?)\.md(?P<anchor>#[^)]*)?\)"
)

TITLES = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Take care",
    "margin": "Aside",
}


class UnknownMarkupError(ValueError):
    """The text uses a directive or role that has no portable form."""


def portable_markdown(text: str, site_url: str = "") -> str:
    """Rewrite MyST directives, roles and page links as plain Markdown.

    text: a Markdown cell
    site_url: where the site is published, to link to its pages; without it they become plain text
    raises UnknownMarkupError for a directive that is not one of `TITLES` or `dropdown`

    >>> print(portable_markdown(":::{tip} Try it\\nDrag the kernel.\\n:::"))
    > **Try it**
    >
    > Drag the kernel.
    """
    lines = iter(text.splitlines())
    return _inline("\n".join(_blocks(lines)), site_url).strip("\n")


def _blocks(lines: Iterator[str]) -> list[str]:
    out: list[str] = []
    for line in lines:
        fence = FENCE.match(line)
        if fence:
            out += _directive(fence["name"], fence["title"].strip(), _body(lines, fence["colons"]))
        elif target := TARGET.match(line):
            out += [f'<a id="{target["name"]}"></a>', ""]
        else:
            out.append(line)
    return out


def _body(lines: Iterator[str], colons: str) -> list[str]:
    """Return the lines up to the closing fence, without the directive's options."""
    body: list[str] = []
    for line in lines:
        if line.strip() == colons:
            while body and OPTION.match(body[0]):
                body.pop(0)
            return _blocks(iter("\n".join(body).strip("\n").splitlines()))
        body.append(line)
    raise UnknownMarkupError(f"a directive opened with {colons} is never closed")


def _directive(name: str, title: str, body: list[str]) -> list[str]:
    if name == "dropdown":
        # The blank lines let front ends read Markdown inside the HTML block.
        return ["<details>", f"<summary>{title or 'Show'}</summary>", "", *body, "", "</details>"]
    if name not in TITLES:
        raise UnknownMarkupError(
            f"directive {{{name}}} has no portable form; use {', '.join(TITLES)} or dropdown"
        )
    quoted = [f"> {line}".rstrip() for line in body]
    return [f"> **{title or TITLES[name]}**", ">", *quoted]


def _inline(text: str, site_url: str) -> str:
    text = ROLE.sub(_role, text)
    return PAGE_LINK.sub(lambda match: _link(match, site_url), text)


def _role(match: re.Match[str]) -> str:
    if match["role"] != "term":
        raise UnknownMarkupError(
            f"role {{{match['role']}}} has no portable form; use {{term}} or plain Markdown"
        )
    return "*" + re.sub(r"\s*<[^>]*>$", "", match["text"]) + "*"


def _link(match: re.Match[str], site_url: str) -> str:
    path, anchor = match["path"], match["anchor"] or ""
    if "/" not in path:
        return (
            f"[{match['text']}]({path}.ipynb{anchor})"  # a sibling chapter lies beside the notebook
        )
    if not site_url:
        return match["text"]
    page = re.sub(r"^(\.\./)+", "", path)
    return f"[{match['text']}]({site_url.rstrip('/')}/{page}.html{anchor})"
