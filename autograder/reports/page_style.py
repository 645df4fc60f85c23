"""What our static pages share: the course's colours without a script, and what a page may load."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
# (as palette.css has it, as a page without scripts needs it: it can only ask the reader's system)
DARK = (
    ("@media not print {", "@media screen and (prefers-color-scheme: dark) {"),
    ('html[data-theme="dark"],\n  body[data-jp-theme-light="false"]', ":root"),
)


def palette() -> str:
    """Return palette.css, dark where the reader's system is.

    raises LookupError if palette.css is no longer written the way this rests on
    """
    css = files("seeing").joinpath("widgets/kit/palette.css").read_text(encoding="utf-8")
    for written, wanted in DARK:
        if css.count(written) != 1:
            raise LookupError(f"palette.css has no {written!r}, by which it turns dark")
        css = css.replace(written, wanted)
    return css


def style(*names: str) -> str:
    """Return the palette and the named style sheets beside this file as one."""
    return "\n".join([palette(), *((HERE / name).read_text(encoding="utf-8") for name in names)])


def policy(sheet: str) -> str:
    """Return a Content-Security-Policy: pictures in the page and this style sheet, nothing else."""
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )


def templates() -> Environment:
    """Return the templates beside this file; what is not marked as HTML is escaped."""
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
