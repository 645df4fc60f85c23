"""Relations between one wrong result and the right one.

A relation looks at a pair, and returns what holds as predicates that follow "Your output", such as
"is the right one with rows and columns exchanged". It returns none where nothing of its kind holds,
and None where this pair could not tell, because the two sides would be the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from seeing.explanation.pair import Pair, as_numbers, axes_in_words, axis_name, plural
from seeing.probes import Array

Relation = Callable[[Pair], list[str] | None]
MOST_AXES = 4
ENOUGH = 3  # entries by which a formula is told from its neighbours
ENOUGH_BORNE_OUT = 4  # different whole numbers that only a relation explains; a fraction counts two
MULTIPLES = (
    ("twice", 2.0),
    ("three times", 3.0),
    ("four times", 4.0),
    ("100 times", 100.0),
    ("255 times", 255.0),
    ("π times", float(np.pi)),
    ("√2 times", float(np.sqrt(2))),
)
TO_WHOLE_NUMBERS: dict[str, Callable[[Array], Array]] = {
    "is the right one with its decimals cut off": np.trunc,
    "is the right one rounded down to whole numbers": np.floor,
    "is the right one rounded up to whole numbers": np.ceil,
    "is the right one rounded to whole numbers": np.round,
}
# The plainest first: negative numbers may be all that these cases have outside.
CUTS: dict[str, Callable[[Array], Array]] = {
    "is the right one with 0 in place of what is negative": lambda right: np.maximum(right, 0),
    "is the right one clipped to between 0 and 1": lambda right: np.clip(right, 0, 1),
    "is the right one clipped to between 0 and 255": lambda right: np.clip(right, 0, 255),
}
SHARES = (
    ("half", 2.0),
    ("a third of", 3.0),
    ("a quarter of", 4.0),
    ("an eighth of", 8.0),
    ("a hundredth of", 100.0),
    ("a 255th of", 255.0),
)


def exchanges_axes(pair: Pair) -> list[str] | None:
    """Axes in another order."""
    ndim = pair.wanted.ndim
    if not 2 <= ndim <= MOST_AXES:
        return None
    found, told = list[str](), False
    for order in itertools.permutations(range(ndim)):
        other = pair.wanted.transpose(order)
        if order == tuple(range(ndim)) or pair.is_due(other):
            continue
        told = True
        if pair.came_as(other):
            moved = [axis for axis, place in enumerate(order) if axis != place]
            what = (
                f"{axes_in_words(moved, ndim)} exchanged"
                if len(moved) == 2
                else f"its axes in the order {order}"
            )
            found.append(f"is the right one with {what}")
    return found if told else None


def turns_or_flips(pair: Pair) -> list[str] | None:
    """The same entries, seen in a mirror or turned."""
    ndim = pair.wanted.ndim
    if not 1 <= ndim <= MOST_AXES:
        return None
    images = {
        f"is the right one in reverse order along its {_many(axis, ndim)}": np.flip(
            pair.wanted, axis
        )
        for axis in range(ndim)
    }
    if ndim >= 2:
        last = (ndim - 2, ndim - 1)
        images["is the right one turned by half a turn"] = np.flip(pair.wanted, last)
        for quarters, way in ((1, "counterclockwise"), (3, "clockwise")):
            images[f"is the right one turned by a quarter, {way}"] = np.rot90(
                pair.wanted, quarters, last
            )
    return _those_that_came(pair, images.items())


def moves_by_one(pair: Pair) -> list[str] | None:
    """The right entries one place on."""
    if not pair.same_shape or pair.wanted.ndim == 0:
        return None
    found, told = list[str](), False
    for axis in range(pair.wanted.ndim):
        length = pair.wanted.shape[axis]
        if length < ENOUGH:
            continue
        ahead, behind = _part(axis, 1, length), _part(axis, 0, length - 1)
        if pair.are_same(pair.wanted[ahead], pair.wanted[behind]):
            continue
        told = True
        for here, there, way in ((ahead, behind, "late"), (behind, ahead, "early")):
            if pair.are_same(pair.actual[here], pair.wanted[there]):
                found.append(
                    f"has the right entries one {axis_name(axis, pair.wanted.ndim)} too {way}"
                )
    return found if told else None


def lacks_or_adds_ends(pair: Pair) -> list[str] | None:
    """Rows, columns or entries that are missing at an end, or too many there."""
    actual, wanted = pair.actual, pair.wanted
    if actual.ndim != wanted.ndim or pair.same_shape or actual.ndim == 0:
        return None
    if all(a <= w for a, w in zip(actual.shape, wanted.shape, strict=True)):
        return _cut(pair, actual, wanted, "lacks")
    if all(a >= w for a, w in zip(actual.shape, wanted.shape, strict=True)):
        return _cut(pair, wanted, actual, "has too many:")
    return []


def _cut(pair: Pair, small: Array, large: Array, verb: str) -> list[str] | None:
    if small.size == 0:
        return None
    gaps = [w - a for a, w in zip(small.shape, large.shape, strict=True)]
    found: list[str] = []
    for end in ("last", "first", "first and last"):
        if end == "first and last" and any(gap % 2 for gap in gaps):
            continue
        starts = [{"last": 0, "first": gap, "first and last": gap // 2}[end] for gap in gaps]
        part = large[tuple(slice(s, s + n) for s, n in zip(starts, small.shape, strict=True))]
        if pair.are_same(part, small):
            shorter = [axis for axis, gap in enumerate(gaps) if gap]
            most = max(gaps) // (2 if end == "first and last" else 1)
            name = _many if most > 1 or "and" in end else axis_name
            names = " and ".join(f"{end} {name(axis, large.ndim)}" for axis in shorter)
            rest = "the rest is right" if verb == "lacks" else "without them it is right"
            found.append(f"{verb} the {names}; {rest}")
    if verb == "lacks":
        for axis in range(large.ndim):
            every = _part(axis, 0, large.shape[axis], 2)
            if pair.are_same(large[every], small) and large.shape[axis] >= ENOUGH:
                found.append(f"has every second {axis_name(axis, large.ndim)} only")
    return found


def is_wrong_in_part(pair: Pair) -> list[str] | None:
    """Which places are right, and which wrong."""
    marks, ndim = pair.marks, pair.wanted.ndim
    if not pair.same_shape or marks.size < ENOUGH or ndim == 0:
        return None
    if marks.all():  # where every part is large enough to be right beside another, none of it is
        return None if min(marks.shape) < ENOUGH else []
    found: list[str] = []
    for axis in range(ndim):
        if (length := marks.shape[axis]) < 2:
            continue
        name, wrong = axis_name(axis, ndim), np.flatnonzero(_any_along(marks, axis))
        for index, which in ((0, "first"), (length - 1, "last")):
            if length > 2 and wrong.tolist() == [index]:
                found.append(f"is right but for the {which} {name}")
            if length > 2 and wrong.size == length - 1 and index not in wrong:
                found.append(f"is right in the {which} {name} only")
        right = length - wrong.size
        if 2 <= right < length - 1 and wrong.tolist() == list(range(right, length)):
            found.append(f"is right in the first {right} {plural(name)}, and wrong from then on")
        if length >= ENOUGH + 1:
            for first, which in ((0, "every second"), (1, "every other")):
                if wrong.tolist() == list(range(1 - first, length, 2)):
                    found.append(f"is wrong in {which} {name} and right between them")
    if not found and ndim >= 1:
        rim = np.ones(marks.shape, bool)
        rim[tuple(slice(1, -1) if axis >= ndim - 2 else slice(None) for axis in range(ndim))] = 0
        if not rim.all() and not marks[~rim].any():
            rim_of = "at the rim" if ndim > 1 else "in the first and the last entry"
            found.append(f"is right in the interior and wrong {rim_of} only")
        if not rim.all() and marks[~rim].all() and not marks[rim].any():
            found.append("is right at the rim and wrong everywhere in the interior")
    if np.ptp(pair.wanted) <= pair.near:
        return found
    if not np.isfinite(pair.actual[marks]).any():
        what = "NaN" if np.isnan(pair.actual[marks]).all() else "infinite or NaN"
        found.append(f"is {what} in some places, and right in all others")
    elif (pair.actual[marks] == 0).all():
        found.append("is 0 in some places, and right in all others")
    elif pair.are_same(pair.actual[marks], -pair.wanted[marks]):
        found.append("has the sign turned round in some places, and is right in all others")
    return found


def is_a_formula_of_the_right_one(pair: Pair) -> list[str] | None:
    """Each entry is a function of the right one."""
    wanted = pair.wanted
    if not pair.same_shape or not np.isfinite(wanted).all():
        return None
    images: list[tuple[str, Array]] = []
    with np.errstate(all="ignore"):
        images += [
            ("has the sign turned round in every entry", -wanted),
            ("is the absolute value of the right one", np.abs(wanted)),
            ("is the right one with 0 in place of what is positive", np.minimum(wanted, 0)),
            *((what, make(wanted)) for what, make in CUTS.items()),
            *((what, make(wanted)) for what, make in TO_WHOLE_NUMBERS.items()),
            ("is the square of the right one", wanted**2),
            ("is half of the square of the right one", wanted**2 / 2),
            ("is the square root of the right one", np.sqrt(wanted)),
            ("is the logarithm of the right one", np.log(wanted)),
            ("is the exponential of the right one", np.exp(wanted)),
            ("is 1 minus the right one", 1 - wanted),
            ("is 1 divided by the right one", 1 / wanted),
            ("is 1 where the right one is positive, -1 where it is negative", np.sign(wanted)),
            ("is in radians where degrees are due", np.radians(wanted)),
            ("is in degrees where radians are due", np.degrees(wanted)),
            ("is 90 minus the right one", 90 - wanted),
            ("is 180 minus the right one", 180 - wanted),
            ("is the right one modulo 180", wanted % 180),
            ("is the right one modulo 360", wanted % 360),
        ]
        images += [
            (f"is the right one rounded to {digits} decimals", np.round(wanted, digits))
            for digits in (1, 2, 3, 4)
        ]
        if wanted.ndim:
            images.append(("is the softmax of the right one", _softmax(wanted)))
            images.append(("is the right one, scaled so that it sums to 1", wanted / wanted.sum()))
            images.append(
                ("is the right one, scaled so that its largest entry is 1", wanted / wanted.max())
                if wanted.size
                else images[0]
            )
            images += [
                (
                    f"is the running sum of the right one along its {_many(a, wanted.ndim)}",
                    wanted.cumsum(a),
                )
                for a in range(wanted.ndim)
            ]
    return _those_that_came(pair, images)


def is_a_named_multiple(pair: Pair) -> list[str] | None:
    """A factor that is well known, or one of the sizes of the case."""
    factor = _factor(pair)
    if factor is None:
        return None
    if not factor:
        return []
    found = [f"is {word} the right one" for word, size in MULTIPLES if _near(factor, size)]
    found += [f"is {word} the right one" for word, size in SHARES if _near(factor * size, 1)]
    sizes = _sizes(pair).items()
    found += [f"is the right one times {name}" for name, size in sizes if _near(factor, size)]
    found += [
        f"is the right one divided by {name}" for name, size in sizes if _near(factor * size, 1)
    ]
    return found


def is_a_multiple(pair: Pair) -> list[str] | None:
    """One factor everywhere in a case, another in the next."""
    factor = _factor(pair)
    there = np.abs(pair.wanted) > pair.near
    if factor is None or np.unique(pair.wanted[there].round(9)).size < ENOUGH:
        return None
    return ["is a multiple of the right one: only a factor is wrong"] if factor else []


def _factor(pair: Pair) -> float | None:
    """Return by what every entry is multiplied, 0 if by different numbers; None if all are 0."""
    if not pair.same_shape or not pair.wanted.size:
        return None
    there = np.abs(pair.wanted) > pair.near
    if not there.any():
        return None
    with np.errstate(all="ignore"):
        place = np.unravel_index(np.abs(np.where(there, pair.wanted, 0)).argmax(), there.shape)
        factor = float(pair.actual[place] / pair.wanted[place])
    return factor if np.isfinite(factor) and pair.came_as(pair.wanted * factor) else 0.0


def differs_by_a_constant(pair: Pair) -> list[str] | None:
    """The same number added everywhere, or in each part."""
    wanted = pair.wanted
    if not pair.same_shape or not wanted.size or not np.isfinite(pair.actual).all():
        return None
    gap = pair.actual - wanted
    found: list[str] = []
    for number in (1, 2, 0.5):
        for sign, which in ((1, "too large"), (-1, "too small")):
            if pair.are_same(gap, np.full(gap.shape, sign * number)):
                found.append(f"is {number:g} {which} in every entry")
    for name, value in pair.inputs.items():
        array = as_numbers(value)
        if array is None or not array.size or array.ndim > wanted.ndim:
            continue
        for shown in _broadcasts(array.astype(float), wanted):
            for sign, size in ((1, "large"), (-1, "small")):
                if np.abs(shown).max() > pair.near and pair.are_same(gap, sign * shown):
                    found.append(f"is too {size} by `{name}`, and right apart from that")
    if wanted.size >= ENOUGH and np.ptp(wanted) > pair.near:
        for turn in (90, 180, 270):
            if np.ptp(gap) and pair.are_same(gap % 360, np.full(gap.shape, float(turn))):
                found.append(f"is {turn} larger in every entry, apart from whole turns of 360")
        if pair.are_same(gap, np.full(gap.shape, gap.flat[0])):
            found.append("is off by the same amount in every entry")
    return found


def is_something_else(pair: Pair) -> list[str] | None:
    """What came has nothing of the right one in it."""
    actual = pair.actual
    if not actual.size:
        return ["is empty"] if pair.wanted.size else None
    found: list[str] = []
    for name, value in pair.inputs.items():
        array = as_numbers(value)
        if array is not None and array.size >= ENOUGH:
            if pair.came_as(array.astype(float)):
                found.append(f"is `{name}` as it was given")
            elif array.ndim == 2 and pair.came_as(array.T.astype(float)):
                found.append(f"is `{name}` with rows and columns exchanged")
    if not pair.same_shape:
        return found
    is_large = actual.ndim == 2 and min(actual.shape) >= ENOUGH
    if is_large and _is_symmetric(pair, actual) and not _is_symmetric(pair, pair.wanted):
        found.append("is symmetric, the right one is not")
    if (actual == 0).all():
        found.append("is 0 everywhere")
    elif np.isnan(actual).all():
        found.append("is NaN everywhere")
    elif actual.size >= ENOUGH and (actual == actual.flat[0]).all() and np.ptp(pair.wanted):
        found.append("is the same number everywhere")
    return found


def _of_each_axis(relation: Callable[[Pair, int], list[str] | None]) -> list[Relation]:
    """Return a relation for each axis: a case that cannot tell of one may tell of another."""

    def of(axis: int) -> Relation:
        def told(pair: Pair) -> list[str] | None:
            if not pair.same_shape or not axis < pair.wanted.ndim or not pair.wanted.size:
                return None
            return relation(pair, axis)

        told.__name__ = f"{relation.__name__}_{axis}"
        return told

    return [of(axis) for axis in range(MOST_AXES)]


def is_the_same_along(pair: Pair, axis: int) -> list[str] | None:
    """Every row, or column, is the same one."""
    if pair.wanted.shape[axis] < 2 or np.ptp(pair.wanted, axis=axis).max() <= pair.near:
        return None
    if not np.ptp(pair.actual, axis=axis).max() <= pair.near < np.ptp(pair.actual):
        return []  # so too where some of them are NaN, of which no comparison is true
    return [f"is the same in every {axis_name(axis, pair.wanted.ndim)}"]


def is_off_by_one_amount_in_each(pair: Pair, axis: int) -> list[str] | None:
    """One number is added to each row, or map, and another to the next."""
    wanted = pair.wanted
    if wanted.ndim < 2 or wanted[_part(axis, 0, 1)].size < ENOUGH or np.ptp(wanted) <= pair.near:
        return None
    gap = pair.actual - wanted
    others = tuple(a for a in range(wanted.ndim) if a != axis)
    mean = np.broadcast_to(gap.mean(axis=others, keepdims=True), gap.shape)
    if not np.ptp(gap) > pair.near or not pair.are_same(gap, mean):
        return []
    return [f"is off by one amount in each {axis_name(axis, wanted.ndim)}"]


def is_summed_over_an_axis(pair: Pair) -> list[str] | None:
    """An axis of the right one that was summed or averaged away, or kept with length 1."""
    actual, wanted = pair.actual, pair.wanted
    if pair.same_shape or wanted.ndim == 0 or not wanted.size:
        return None
    found: list[str] = []
    for axis in range(wanted.ndim):
        for reduce, word in ((np.sum, "the sum"), (np.mean, "the mean"), (np.max, "the largest")):
            if wanted.shape[axis] > 1:
                reduced = reduce(wanted, axis=axis)
                if pair.came_as(reduced) or pair.came_as(np.expand_dims(reduced, axis)):
                    found.append(f"is {word} of the right one over its {_many(axis, wanted.ndim)}")
    if actual.ndim != wanted.ndim and actual.size == wanted.size and _same_order(pair):
        gap = actual.ndim - wanted.ndim
        if actual.squeeze().shape == wanted.squeeze().shape:
            many = f"{abs(gap)} axes" if abs(gap) > 1 else "an axis"
            found.append(
                f"has the right numbers, and {many} of length 1 too {'many' if gap > 0 else 'few'}"
            )
    return found


def is_in_another_shape_or_order(pair: Pair) -> list[str] | None:
    """The right numbers, elsewhere."""
    actual, wanted = pair.actual, pair.wanted
    if actual.size != wanted.size or actual.size < ENOUGH:
        return None
    if np.ptp(wanted) <= pair.near:
        return None
    if not pair.same_shape and _same_order(pair):
        return ["has the right numbers in their order, in another shape"]
    if pair.are_same(np.sort(actual.ravel()), np.sort(wanted.ravel())):
        return ["has the right numbers in another order"]
    return []


OF_EACH_AXIS = _of_each_axis(is_off_by_one_amount_in_each)

# In the order in which they are said: what tells most comes first.
RELATIONS: tuple[Relation, ...] = (
    is_something_else,
    *_of_each_axis(is_the_same_along),
    lacks_or_adds_ends,
    exchanges_axes,
    turns_or_flips,
    is_summed_over_an_axis,
    is_a_formula_of_the_right_one,
    differs_by_a_constant,
    *OF_EACH_AXIS,
    is_a_named_multiple,
    is_a_multiple,
    moves_by_one,
    is_wrong_in_part,
    is_in_another_shape_or_order,
)

# What single numbers cannot tell apart: 2 is twice 1, and 1 more, and its square's double.
OF_VALUES = (
    is_a_formula_of_the_right_one,
    differs_by_a_constant,
    *OF_EACH_AXIS,
    is_a_named_multiple,
    is_a_multiple,
)

# The right numbers, elsewhere.
OF_ORDER = (exchanges_axes, turns_or_flips, moves_by_one, is_in_another_shape_or_order)

# What a few numbers can agree with by chance.
BY_CHANCE = (*OF_VALUES, *OF_ORDER)

# What follows from a stronger relation, and is said only where there is none.
WEAKEST = (is_a_multiple, is_in_another_shape_or_order)


def _those_that_came(pair: Pair, images: Iterable[tuple[str, Array]]) -> list[str] | None:
    """Return which images came, of those that are not the right result itself.

    What is one number everywhere is no image of what is not.
    """
    found, told = list[str](), False
    for what, image in images:
        if image.size >= ENOUGH and np.ptp(image) <= pair.near < np.ptp(pair.wanted):
            continue
        if not pair.is_due(image):
            told = True
            if pair.came_as(image):
                found.append(what)
    return found if told else None


def _is_symmetric(pair: Pair, array: Array) -> bool:
    return array.shape[0] == array.shape[1] and pair.are_same(array, array.T)


def _same_order(pair: Pair) -> bool:
    return pair.are_same(pair.actual.ravel(), pair.wanted.ravel())


def _part(axis: int, start: int, stop: int, step: int = 1) -> tuple[Any, ...]:
    return (*(slice(None),) * axis, slice(start, stop, step))


def _any_along(marks: Array, axis: int) -> Array:
    others = tuple(a for a in range(marks.ndim) if a != axis)
    return np.asarray(marks.any(axis=others))


def _softmax(array: Array) -> Array:
    raised = np.exp(array - array.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _many(axis: int, ndim: int) -> str:
    return plural(axis_name(axis, ndim))


def _near(one: float, other: float) -> bool:
    return bool(abs(one - other) <= 1e-4 * abs(other))


def _sizes(pair: Pair) -> dict[str, float]:
    """Return the sizes of a case by name: a factor that is one of them has a cause."""
    sizes: dict[str, float] = {"its number of entries": float(pair.wanted.size)}
    for axis, length in enumerate(pair.wanted.shape):
        sizes[f"its number of {_many(axis, pair.wanted.ndim)}"] = float(length)
    for name, value in pair.inputs.items():
        array = as_numbers(value)
        if array is None:
            continue
        if array.ndim:
            sizes[f"the number of entries of `{name}`"] = float(array.size)
            if pair.wanted.size and array.size % pair.wanted.size == 0:
                each = f"how many entries of `{name}` there are for each of the output's"
                sizes[each] = array.size / pair.wanted.size
            for axis, length in enumerate(array.shape):
                sizes[f"the length of `{name}` along axis {axis}"] = float(length)
        elif array.dtype.kind != "b":
            sizes[f"`{name}`"] = float(array)
            sizes[f"`{name}` squared"] = float(array) * float(array)  # which may be infinite
    return {name: size for name, size in sizes.items() if size not in (0, 1)}


def _broadcasts(array: Array, wanted: Array) -> list[Array]:
    """Return the ways in which a small array can lie over a larger one."""
    if array.ndim == wanted.ndim:
        return [array] if array.shape == wanted.shape else []
    if array.ndim == 0:
        return [np.full(wanted.shape, float(array))]
    if array.ndim == 1:
        return [
            np.broadcast_to(
                array.reshape([-1 if a == axis else 1 for a in range(wanted.ndim)]), wanted.shape
            )
            for axis in range(wanted.ndim)
            if wanted.shape[axis] == array.size
        ]
    return []
