"""shift_robustness(predict, images, labels, shifts): accuracy on images that were moved."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.shifts import moved
from seeing.probes import Array, ask_about_moved
from seeing.probes.classifiers import CLASSES, remainder_classifier

GROUPS = {"down and right": 0.75, "up and left": 0.5, "no shift": 0.25, "several shifts": 0.5}
MISTAKES: list[Mistake] = []
Predict = Callable[[Array], Array]


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases: most of the labels are those that the classifier gives to moved images."""
    positive, negative, none, several = GROUPS

    def case(
        group: str, about: str, h: int, w: int, *shifts: tuple[int, int], parts: int = 1
    ) -> Case:
        at = np.array(shifts)
        others = [other for other in (abs(at), -at, at[:, ::-1]) if (other != at).any()]
        while True:
            # Small numbers, or what rounding might do would hide one answer of 24.
            images = rng.integers(1, 4, (24, h, w)) / parts
            weights = rng.integers(1, 4, (h, w)) * float(parts)
            predict = remainder_classifier(weights)
            told = np.stack([predict(moved(images, *shift)) for shift in shifts])
            # The first shift is right for 17 images of 24, and the others for what is left.
            which = np.concatenate([np.zeros(17, int), rng.integers(0, len(shifts), 7)])
            labels = told[which, np.arange(24)]
            labels[:4] = (labels[:4] + 1) % CLASSES
            # Shares of 24 images may be alike by chance, and then another way is not told apart.
            right = accuracies(predict, images, labels, at)
            if all((accuracies(predict, images, labels, o) != right).any() for o in others):
                inputs = {"images": images, "labels": labels, "shifts": at}
                return Case(group, about, {**inputs, "weights": weights})

    return [
        case(positive, "one pixel down", 5, 4, (1, 0)),
        case(positive, "two pixels to the right", 4, 6, (0, 2)),
        case(positive, "down and to the right", 6, 5, (3, 1)),
        case(positive, "pixels of a quarter to three quarters", 4, 5, (1, 1), parts=4),
        case(negative, "one pixel up", 5, 4, (-1, 0)),
        case(negative, "up and to the left", 5, 6, (-1, -3)),
        case(negative, "down and to the left", 6, 5, (2, -1)),
        case(none, "no shift", 4, 5, (0, 0)),
        case(several, "three shifts", 6, 6, (2, 0), (1, -1), (0, 1)),
        case(several, "the same shift twice", 5, 5, (1, 2), (-1, 0), (1, 2)),
    ]


def reference(images: Any, labels: Any, shifts: Any, weights: Any) -> Array:
    """Move by SciPy, and count."""
    return accuracies(remainder_classifier(weights), images, labels, shifts)


def accuracies(
    predict: Predict, images: Any, labels: Any, shifts: Any, move: Callable[..., Array] = moved
) -> Array:
    told = [predict(move(images, down, right)) for down, right in shifts]
    return np.array([(answers == labels).mean() for answers in told])


@mistake(
    MISTAKES,
    "pixels that come in again on the other side",
    "What leaves the image on one side enters it on the other: zeros come in.",
)
def rolled(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    def move(images: Any, down: int, right: int) -> Array:
        return np.roll(images, (down, right), axis=(1, 2))

    return accuracies(predict, images, labels, shifts, move)


@mistake(
    MISTAKES,
    "border stretched",
    "The border's pixels are repeated where the image has left: zeros come in.",
)
def stretched(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    def move(images: Any, down: int, right: int) -> Array:
        return moved(images, down, right, mode="nearest")

    return accuracies(predict, images, labels, shifts, move)


@mistake(
    MISTAKES,
    "moved the other way",
    "Your images move up for a positive first number, or left for a positive second one.",
)
def other_way(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    return accuracies(predict, images, labels, -np.asarray(shifts))


@mistake(
    MISTAKES,
    "down and right exchanged",
    "The two numbers of a shift have changed places: the first one is down, the second to the "
    "right.",
)
def exchanged(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    return accuracies(predict, images, labels, np.asarray(shifts)[:, ::-1])


@mistake(
    MISTAKES,
    "signs lost",
    "A shift by a negative number goes where the positive one does.",
)
def signs_lost(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    return accuracies(predict, images, labels, abs(np.asarray(shifts)))


@mistake(
    MISTAKES,
    "shifts added up",
    "Each shift starts from the images as the last one left them: start from the given images.",
)
def added_up(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    found = []
    for down, right in shifts:
        images = moved(images, down, right)
        found.append((predict(images) == labels).mean())
    return np.array(found)


@mistake(
    MISTAKES,
    "nothing left at a shift of 0",
    "A shift by nothing leaves nothing: a slice that ends at minus zero ends at the beginning.",
)
def nothing_left(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    def move(images: Any, down: int, right: int) -> Array:
        return moved(images, down, right) * (down != 0 or right != 0)

    return accuracies(predict, images, labels, shifts, move)


@mistake(
    MISTAKES,
    "one number for all shifts",
    "You return a mean over the shifts: each shift has an accuracy of its own.",
)
def one_number(predict: Predict, images: Any, labels: Any, shifts: Any) -> Any:
    return accuracies(predict, images, labels, shifts).mean()


@mistake(
    MISTAKES,
    "count in place of a share",
    "You return how many answers are right: divide by the number of images.",
)
def counted(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    return accuracies(predict, images, labels, shifts) * len(labels)


@mistake(
    MISTAKES,
    "share of errors",
    "You return the share of wrong answers: accuracy is that of the right ones.",
)
def errors(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    return 1 - accuracies(predict, images, labels, shifts)


@mistake(
    MISTAKES,
    "compared with the answers to unmoved images",
    "You count how often an answer stays as it was: count how often it is the label.",
)
def unmoved(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    return accuracies(predict, images, predict(np.asarray(images, float)), shifts)


@mistake(
    MISTAKES,
    "images not moved",
    "Your accuracies are those of the images as they are: what does the classifier get to see?",
)
def not_moved(predict: Predict, images: Any, labels: Any, shifts: Any) -> Array:
    return accuracies(predict, images, labels, np.zeros_like(shifts))


EXERCISE = Exercise(
    name="shift_robustness",
    points=2,
    probe=ask_about_moved,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
