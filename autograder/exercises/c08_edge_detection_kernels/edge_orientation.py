"""edge_orientation(gx, gy): the direction in which the picture gets brighter."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, call_function

GROUPS = {"right half": 0.75, "left half": 0.75, "along the axes": 0.5}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases by quadrant; on the axes one gradient is zero, and in one place both are."""
    right, left, axes = GROUPS

    def case(group: str, about: str, gx: Any, gy: Any) -> Case:
        return Case(group, about, {"gx": gx, "gy": gy})

    def sizes() -> Array:
        return abs(distinct(rng, 3, 4, largest=40))

    only, none = sizes(), np.zeros((3, 4))
    nested = (sizes().astype(int).tolist(), sizes().astype(int).tolist())
    return [
        case(right, "edges brighter to the lower right", sizes(), sizes()),
        case(right, "edges brighter to the upper right", sizes(), -sizes()),
        case(right, "nested lists", *nested),
        case(right, "faint edges", sizes() / 256, sizes() / 256),
        case(left, "edges brighter to the lower left", -sizes(), sizes()),
        case(left, "edges brighter to the upper left", -sizes(), -sizes()),
        case(axes, "edges brighter to the right", only, none),
        case(axes, "edges brighter to the left", -only, none),
        case(axes, "edges brighter at the bottom", none, only),
        case(axes, "edges brighter at the top", none, -only),
        case(axes, "a plain grey area", none[:2, :2], none[:2, :2]),
        case(left, "edges in all directions", *_in_all_directions(sizes(), sizes())),
    ]


def _in_all_directions(gx: Array, gy: Array) -> tuple[Array, Array]:
    """Turn signs round so that of each four neighbours every one looks into another quarter."""
    down, right = np.indices(gx.shape)
    return gx * (-1.0) ** right, gy * (-1.0) ** down


def reference(gx: Any, gy: Any) -> Array:
    """Take the argument of the complex number gx + i gy, in degrees."""
    # + 0.0 turns a negative zero into a positive one, which has the angle of +180 on the left.
    number = np.asarray(gx, dtype=float) + 0.0 + 1j * (np.asarray(gy, dtype=float) + 0.0)
    return np.rad2deg(np.angle(number))


def angle(gx: Any, gy: Any) -> Array:
    return reference(gx, gy)


@mistake(
    MISTAKES,
    "half of the directions lost",
    "Opposite directions come out alike: a quotient of the two gradients no longer knows their "
    "signs.",
)
def by_quotient(gx: Any, gy: Any) -> Any:
    x, y = np.asarray(gx, dtype=float), np.asarray(gy, dtype=float)
    with np.errstate(all="ignore"):
        return np.rad2deg(np.arctan(np.nan_to_num(y / x, nan=0.0)))


@mistake(
    MISTAKES,
    "gradients in the wrong order",
    "An edge that gets brighter to the right comes out as 90 degrees: the function for the angle "
    "takes y before x.",
)
def wrong_order(gx: Any, gy: Any) -> Any:
    return angle(gy, gx)


@mistake(
    MISTAKES,
    "counted anticlockwise",
    "The sign of the angle is reversed: y points down here, so a positive angle turns clockwise "
    "on the screen.",
)
def anticlockwise(gx: Any, gy: Any) -> Any:
    return angle(gx, -np.asarray(gy, dtype=float))


@mistake(
    MISTAKES,
    "radians",
    "Your angles are in radians, and degrees are asked for.",
)
def radians(gx: Any, gy: Any) -> Any:
    return np.deg2rad(angle(gx, gy))


@mistake(
    MISTAKES,
    "direction along the edge",
    "You give the direction in which the edge runs: asked is the one across it, in which the "
    "brightness rises.",
)
def along_the_edge(gx: Any, gy: Any) -> Any:
    turned = angle(gx, gy) + 90
    return np.where(turned > 180, turned - 360, turned)


@mistake(
    MISTAKES,
    "towards the dark",
    "Your angles point to the darker side, half a turn from where the brightness rises.",
)
def towards_the_dark(gx: Any, gy: Any) -> Any:
    return angle(-np.asarray(gx, dtype=float), -np.asarray(gy, dtype=float))


@mistake(
    MISTAKES,
    "angles from 0 to 360",
    "Angles above the horizontal are to be negative, and yours go on to 360.",
)
def full_circle(gx: Any, gy: Any) -> Any:
    return angle(gx, gy) % 360


@mistake(
    MISTAKES,
    "opposite directions folded together",
    "Your angles are folded to half a circle, so that an edge and its negative look alike.",
)
def folded(gx: Any, gy: Any) -> Any:
    return angle(gx, gy) % 180


@mistake(
    MISTAKES,
    "sign of the vertical gradient lost",
    "Edges that get brighter upwards come out as if downwards: the vertical gradient has lost its "
    "sign.",
)
def unsigned_y(gx: Any, gy: Any) -> Any:
    return angle(gx, abs(np.asarray(gy, dtype=float)))


EXERCISE = Exercise(
    name="edge_orientation",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
