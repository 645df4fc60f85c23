"""The colour language is legible, and stays apart for colour-blind readers."""

import itertools
import re

import numpy as np
import numpy.typing as npt
import pytest
from skimage.color import rgb2lab

from seeing.widgets.base import FOLDER

Colours = dict[str, npt.NDArray[np.float64]]
ROLES = ["input", "kernel", "output", "gradient", "positive", "negative"]

# Machado, Oliveira and Fernandes 2009, severity 1.0, applied to linear RGB.
SIGHT = {
    "full": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def theme(selector: str) -> Colours:
    css = (FOLDER / "kit" / "palette.css").read_text(encoding="utf-8")
    block = css[css.index(selector) :].split("}")[0]
    found = re.findall(r"--sk-([\w-]+): #(\w{6});", block)
    return {
        name: np.array([int(hex[i : i + 2], 16) for i in (0, 2, 4)]) / 255 for name, hex in found
    }


THEMES = {"light": theme(":root {"), "dark": theme('html[data-theme="dark"]')}


def linear(srgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def contrast(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> float:
    """WCAG 2: from 1, equal, to 21, black on white."""
    dark, light = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (a, b))
    return (light + 0.05) / (dark + 0.05)


def seen(srgb: npt.NDArray[np.float64], sight: str) -> npt.NDArray[np.float64]:
    """A colour as that eye has it, in CIELAB, where 2.3 is a just noticeable difference."""
    rgb = np.clip(np.array(SIGHT[sight]) @ linear(srgb), 0, 1)
    gamma = np.where(rgb <= 0.0031308, 12.92 * rgb, 1.055 * rgb ** (1 / 2.4) - 0.055)
    lab: npt.NDArray[np.float64] = rgb2lab(gamma)
    return lab


def test_both_themes_define_the_same_names() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys()


@pytest.mark.parametrize("colours", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_reads_on_paper_and_on_its_own_fill(role: str, colours: Colours) -> None:
    assert contrast(colours[role], colours["paper"]) >= 4.5
    assert contrast(colours[role], colours[f"{role}-soft"]) >= 4.5


@pytest.mark.parametrize("colours", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("text", ["ink", "muted"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
def test_text_reads_on_every_ground(text: str, ground: str, colours: Colours) -> None:
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("name", ["edge", "focus"])
def test_the_line_round_a_control_can_be_seen(name: str, colours: Colours) -> None:
    assert contrast(colours[name], colours["paper"]) >= 3


@pytest.mark.parametrize("colours", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_roles_stay_apart(sight: str, colours: Colours) -> None:
    pairs = itertools.combinations(ROLES, 2)
    apart = {
        (a, b): np.linalg.norm(seen(colours[a], sight) - seen(colours[b], sight)) for a, b in pairs
    }

    assert min(apart.values()) > 9, min(apart, key=lambda pair: apart[pair])
