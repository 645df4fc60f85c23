"""The site's typeface as CSS for pages of tests: with the system's, heights are the system's."""

import base64
from functools import cache
from importlib.resources import files
from pathlib import Path

from site_extension.formulas.fonts import CHARACTERS, subset

WEIGHTS = {"SourceSansPro-Regular.ttf": "400 500", "SourceSansPro-Semibold.ttf": "600 900"}


@cache
def typeface() -> str:
    """Return @font-face rules with the fonts in them; the family is called "Source Sans".

    Cut down as on the site: whole, they would take half of the time in which a page opens.
    """
    folder = Path(str(files("font_source_sans_pro"))) / "files"
    return "\n".join(
        f'@font-face {{ font-family: "Source Sans"; font-weight: {weight}; src: '
        f"url(data:font/woff2;base64,{base64.b64encode(cut).decode()}); }}"
        for name, weight in WEIGHTS.items()
        for cut in [subset(folder / name, CHARACTERS)]
    )
