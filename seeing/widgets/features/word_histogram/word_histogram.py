"""WordHistogram: patches that change places, and the bag of words that does not notice."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.features.word_histogram import visual_words
from seeing.widgets.features.word_histogram.visual_words import PATCH, PIECES, SIDE, WORDS
from seeing.widgets.traits.floats import Floats, FloatsTrait
from seeing.widgets.traits.gray_image import Gray, ImageTrait
from seeing.widgets.traits.packing import from_page, to_page

GRID = SIDE // PATCH  # patches a side
PATCHES = GRID**2


class WordHistogram(Widget):
    """Exchange patches of a picture; its bag of visual words stays, its spatial pyramid changes.

    pictures: (384, 96) uint8, four pictures of 8 × 8 patches below each other, that are named by
        `picture`; pieces of scikit-image's brick, grass, gravel and camera, all CC0, if not given
    words: (16, 32), a vocabulary of patch descriptors, and
    patches: (192, 12) uint8, a typical patch for each word, below each other; both as
        `recorded` of visual_words.py returns them, if not given
    picture: which is shown, "brick", "grass", "gravel" or "camera"
    order: which patch of the picture lies at each place, line by line: 0 to 63, each once
    unit: what is exchanged: patches (1), blocks of 2 × 2 (2), or quarters of the picture (4)
    row, column: the patch that is chosen, each 0 to 7

    >>> WordHistogram(picture="grass", unit=4).words.shape
    (16, 32)
    """

    _module = "word_histogram.js"
    _height = traitlets.Dict({"narrow": 1487, "wide": 1062}).tag(sync=True)

    pictures = ImageTrait(smallest=SIDE).tag(sync=True, to_json=to_page, from_json=from_page)
    words = FloatsTrait((WORDS, 32), "16 words of 32 numbers", "float16")
    words.tag(sync=True, to_json=to_page, from_json=from_page)
    patches = ImageTrait(smallest=PATCH).tag(sync=True, to_json=to_page, from_json=from_page)
    picture = traitlets.Enum(tuple(PIECES), "brick").tag(sync=True)
    order: Any = traitlets.List(list(range(PATCHES))).tag(sync=True)
    unit = traitlets.Enum((1, 2, 4), 1).tag(sync=True)
    row = traitlets.Int(2, min=0, max=GRID - 1).tag(sync=True)
    column = traitlets.Int(3, min=0, max=GRID - 1).tag(sync=True)

    @traitlets.default("pictures")
    def _some_textures_and_a_photograph(self) -> Gray:
        return np.concatenate([visual_words.piece(name) for name in PIECES])

    @traitlets.default("words")
    def _words(self) -> Floats:
        return visual_words.recorded()["words"]

    @traitlets.default("patches")
    def _typical_patches(self) -> Gray:
        return visual_words.recorded()["patches"]

    @traitlets.validate("pictures", "patches")
    def _lie_below_each_other(self, proposal: dict[str, Any]) -> Gray:
        name = proposal["trait"].name
        found: Gray = proposal["value"]
        count, side = {"pictures": (len(PIECES), SIDE), "patches": (WORDS, PATCH)}[name]
        if found.shape != (count * side, side):
            raise traitlets.TraitError(
                f"{name}: expected ({count * side}, {side}), got {found.shape}"
            )
        return found

    @traitlets.validate("order")
    def _holds_each_patch_once(self, proposal: dict[str, Any]) -> list[int]:
        order = [int(patch) for patch in proposal["value"]]
        if sorted(order) != list(range(PATCHES)):
            raise traitlets.TraitError(
                f"order: expected each patch from 0 to {PATCHES - 1} once, got {order}"
            )
        return order
