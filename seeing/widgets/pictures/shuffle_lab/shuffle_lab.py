"""ShuffleLab: digits with their pixels shuffled alike, named by the reader and by a classifier."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.floats import Floats, FloatsTrait
from seeing.widgets.traits.packing import from_page, to_page

SIDE = 8
COUNT = 650  # ten rows of 64 weights, then ten biases
SHOWN = 60  # of the test digits, of which the classifier misreads two: as many as of all
A_THREE = 8  # its place among them
QUIZ = 20  # digits


class ShuffleLab(Widget):
    """Shuffle the pixels of digits, and name them beside a classifier that does not mind.

    images: (n, 8, 8), 0 paper to 1 ink, n from 20; 60 digits of `seeing.datasets.digits("test")`,
        if not given
    labels: the n digits that they are, each 0 to 9
    weights: (650,) of a linear classifier of the 64 pixels: ten rows of weights, then ten biases;
        those of `python -m benchmarks.shuffled_digits`, if not given
    share: of the pixels that are displaced, per cent, 0 to 100
    seed: of the permutation, a whole number from 0
    digit: which image is shown, from 0; the page takes one too many as the last
    row, column: the pixel of it that is followed, each 0 to 7
    asking: whether the digit is hidden until it is named
    quiz: of which row of 20 digits the questions are, a whole number from 0
    answers: to the questions so far, each {"digit": which image, "share", "seed", "answer": 0 to 9}

    >>> ShuffleLab(share=50).images.shape
    (60, 8, 8)
    """

    _module = "shuffle_lab.js"
    _height = traitlets.Dict({"narrow": 1123, "wide": 712}).tag(sync=True)

    images = FloatsTrait((None, SIDE, SIDE), "digits", "float16").tag(
        sync=True, to_json=to_page, from_json=from_page
    )
    labels = traitlets.List(traitlets.Int(min=0, max=9)).tag(sync=True)
    weights = FloatsTrait((COUNT,), "64 weights for each of ten classes, then biases", "float16")
    weights.tag(sync=True, to_json=to_page, from_json=from_page)
    share = traitlets.Int(100, min=0, max=100).tag(sync=True)
    seed = traitlets.Int(1, min=0).tag(sync=True)
    digit = traitlets.Int(A_THREE, min=0).tag(sync=True)
    row = traitlets.Int(3, min=0, max=SIDE - 1).tag(sync=True)
    column = traitlets.Int(4, min=0, max=SIDE - 1).tag(sync=True)
    asking = traitlets.Bool(False).tag(sync=True)
    quiz = traitlets.Int(0, min=0).tag(sync=True)
    answers: Any = traitlets.List().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        if len(self.labels) != len(self.images):
            raise traitlets.TraitError(
                f"labels: one for each image, so {len(self.images)}, got {len(self.labels)}"
            )

    @traitlets.default("weights")
    def _recorded(self) -> Floats:
        from seeing.networks.trained import (
            linear_classifier,  # here: torch takes a second to import
        )

        return linear_classifier("digits_linear")

    @traitlets.default("images")
    def _some_of_the_test(self) -> Floats:
        from seeing.datasets import digits  # here: SciPy and scikit-learn

        return digits("test").images[:SHOWN].astype(np.float16)

    @traitlets.default("labels")
    def _what_they_are(self) -> list[int]:
        from seeing.datasets import digits  # here, as above

        return [int(label) for label in digits("test").labels[:SHOWN]]

    @traitlets.validate("images")
    def _are_shares_of_ink(self, proposal: dict[str, Floats]) -> Floats:
        images = proposal["value"]
        if len(images) < QUIZ:
            raise traitlets.TraitError(
                f"images: a quiz has {QUIZ} digits, and here are {len(images)}"
            )
        if images.min() < 0 or images.max() > 1:
            raise traitlets.TraitError(
                f"images: expected 0 to 1, got {images.min()} to {images.max()}: divide by the most"
            )
        return images

    @traitlets.validate("answers")
    def _are_of_a_quiz(self, proposal: dict[str, Any]) -> list[dict[str, int]]:
        answers = list(proposal["value"])
        parts = {"digit", "share", "seed", "answer"}
        if len(answers) > QUIZ or any(
            not isinstance(answer, dict) or set(answer) != parts for answer in answers
        ):
            raise traitlets.TraitError(
                f"answers: at most {QUIZ}, each with {', '.join(sorted(parts))}, got {answers}"
            )
        return answers
