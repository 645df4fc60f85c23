"""Each relation is said where it holds, and not where it fails in one entry."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from seeing.explanation.pair import Pair, axis_name
from seeing.explanation.places import wrong_places
from seeing.explanation.relations import RELATIONS

NEAR = 1e-6
TABLE = np.array([[1.5, -2.25, 3.0, 7.0], [0.5, 4.75, -6.0, 2.0], [9.0, -8.5, 5.25, -1.0]])
PILE = np.arange(24.0).reshape(2, 3, 4) ** 1.5 - 11
ROW = np.array([0.3, -1.7, 2.6, 4.2, -5.9])
SQUARE = TABLE[:, :3]


def pair(actual: Any, wanted: Any, **inputs: Any) -> Pair:
    return Pair(np.asarray(actual, float), np.asarray(wanted, float), NEAR, inputs)


def said(one: Pair) -> list[str]:
    """Return what any relation says of a pair, and what is said of its places if it comes often."""
    with np.errstate(all="ignore"):
        found = [what for relation in RELATIONS for what in relation(one) or []]
        return found + [what for what, _ in wrong_places([one] * 4)]


def with_one_wrong(array: Any, place: int) -> np.ndarray:
    broken = np.array(array, dtype=float)
    at = np.unravel_index(place, broken.shape)
    broken[at] = np.nan_to_num(broken[at]) + 0.37
    return broken


# What is said, what came, what is due; and the inputs, where they matter.
Example = tuple[str, Any, Any, dict[str, Any]]
WHOLE: list[Example] = [
    ("is the right one with rows and columns exchanged", TABLE.T, TABLE, {}),
    ("is the right one with rows and columns exchanged", PILE.swapaxes(1, 2), PILE, {}),
    ("is the right one with axes 0 and 2 exchanged", PILE.T, PILE, {}),
    ("is the right one with its axes in the order (2, 0, 1)", PILE.transpose(2, 0, 1), PILE, {}),
    ("is the right one in reverse order along its entries", ROW[::-1], ROW, {}),
    ("is the right one in reverse order along its rows", TABLE[::-1], TABLE, {}),
    ("is the right one in reverse order along its columns", TABLE[:, ::-1], TABLE, {}),
    ("is the right one turned by half a turn", TABLE[::-1, ::-1], TABLE, {}),
    ("is the right one turned by a quarter, counterclockwise", np.rot90(SQUARE), SQUARE, {}),
    ("is the right one turned by a quarter, clockwise", np.rot90(SQUARE, 3), SQUARE, {}),
    ("lacks the last row; the rest is right", TABLE[:-1], TABLE, {}),
    ("lacks the first column; the rest is right", TABLE[:, 1:], TABLE, {}),
    ("lacks the last row and last column; the rest is right", TABLE[:-1, :-1], TABLE, {}),
    ("lacks the first and last entries; the rest is right", ROW[1:-1], ROW, {}),
    (
        "has too many: the last row; without them it is right",
        np.vstack([TABLE, ROW[:4]]),
        TABLE,
        {},
    ),
    ("has every second column only", TABLE[:, ::2], TABLE, {}),
    ("has the sign turned round in every entry", -TABLE, TABLE, {}),
    ("is the absolute value of the right one", np.abs(TABLE), TABLE, {}),
    ("is the right one with 0 in place of what is negative", np.maximum(TABLE, 0), TABLE, {}),
    ("is the right one with 0 in place of what is positive", np.minimum(TABLE, 0), TABLE, {}),
    ("is the right one clipped to between 0 and 1", np.clip(TABLE, 0, 1), TABLE, {}),
    ("is the right one clipped to between 0 and 255", np.clip(TABLE * 90, 0, 255), TABLE * 90, {}),
    ("is the right one rounded to whole numbers", np.round(ROW), ROW, {}),
    ("is the right one rounded down to whole numbers", np.floor(ROW), ROW, {}),
    ("is the right one rounded up to whole numbers", np.ceil(ROW), ROW, {}),
    ("is the right one with its decimals cut off", np.trunc(ROW), ROW, {}),
    ("is the right one rounded to 2 decimals", np.round(ROW / 7, 2), ROW / 7, {}),
    ("is the square of the right one", TABLE**2, TABLE, {}),
    ("is half of the square of the right one", TABLE**2 / 2, TABLE, {}),
    ("is the square root of the right one", np.sqrt(TABLE**2), TABLE**2, {}),
    ("is the logarithm of the right one", np.log(TABLE**2 + 1), TABLE**2 + 1, {}),
    ("is the exponential of the right one", np.exp(ROW), ROW, {}),
    ("is 1 minus the right one", 1 - TABLE, TABLE, {}),
    ("is 1 divided by the right one", 1 / TABLE, TABLE, {}),
    ("is 1 where the right one is positive, -1 where it is negative", np.sign(ROW), ROW, {}),
    ("is in radians where degrees are due", np.radians(TABLE), TABLE, {}),
    ("is in degrees where radians are due", np.degrees(TABLE), TABLE, {}),
    ("is 90 minus the right one", 90 - TABLE, TABLE, {}),
    ("is 180 minus the right one", 180 - TABLE, TABLE, {}),
    (
        "is 90 larger in every entry, apart from whole turns of 360",
        (40 * TABLE + 90) % 360,
        40 * TABLE,
        {},
    ),
    ("is symmetric, the right one is not", SQUARE + SQUARE.T, SQUARE, {}),
    ("is the right one modulo 180", ROW % 180, ROW, {}),
    ("is the right one modulo 360", ROW % 360, ROW, {}),
    ("is the softmax of the right one", np.exp(ROW) / np.exp(ROW).sum(), ROW, {}),
    ("is the right one, scaled so that it sums to 1", TABLE / TABLE.sum(), TABLE, {}),
    ("is the right one, scaled so that its largest entry is 1", TABLE / TABLE.max(), TABLE, {}),
    ("is the running sum of the right one along its rows", TABLE.cumsum(0), TABLE, {}),
    ("is twice the right one", 2 * TABLE, TABLE, {}),
    ("is half the right one", TABLE / 2, TABLE, {}),
    ("is a hundredth of the right one", TABLE / 100, TABLE, {}),
    ("is the right one times `stride`", 7 * TABLE, TABLE, {"stride": 7}),
    ("is the right one divided by `size` squared", TABLE / 49, TABLE, {"size": 7}),
    ("is the right one divided by its number of entries", TABLE / 12, TABLE, {}),
    (
        "is the right one divided by the length of `x` along axis 0",
        TABLE / 5,
        TABLE,
        {"x": np.ones((5, 2))},
    ),
    (
        "is the right one times how many entries of `g` there are for each of the output's",
        TABLE * 6,
        TABLE,
        {"g": np.ones(72)},
    ),
    ("is a multiple of the right one: only a factor is wrong", 0.7 * TABLE, TABLE, {}),
    ("is 1 too large in every entry", TABLE + 1, TABLE, {}),
    ("is 2 too small in every entry", TABLE - 2, TABLE, {}),
    ("is off by the same amount in every entry", TABLE + 0.3, TABLE, {}),
    ("is off by one amount in each row", TABLE + np.array([[0.3], [1.3], [-2.3]]), TABLE, {}),
    ("is too small by `b`, and right apart from that", TABLE - ROW[:4], TABLE, {"b": ROW[:4]}),
    (
        "is too large by `b`, and right apart from that",
        TABLE + ROW[:4],
        TABLE,
        {"b": ROW[:4].tolist()},
    ),
    ("has the right entries one row too late", np.vstack([ROW[:4], TABLE[:-1]]), TABLE, {}),
    ("has the right entries one entry too early", [*ROW[1:], 9], ROW, {}),
    ("is `x` as it was given", TABLE, SQUARE, {"x": TABLE}),
    ("is `x` with rows and columns exchanged", TABLE.T, ROW, {"x": TABLE}),
    ("is 0 everywhere", np.zeros(5), ROW, {}),
    ("is NaN everywhere", np.full(5, np.nan), ROW, {}),
    ("is the same number everywhere", np.full(5, 3.0), ROW, {}),
    ("is the same in every row", np.tile(ROW[:4], (3, 1)), TABLE, {}),
    ("is the sum of the right one over its rows", TABLE.sum(0), TABLE, {}),
    ("is the mean of the right one over its columns", TABLE.mean(1, keepdims=True), TABLE, {}),
    ("is the largest of the right one over its rows", TABLE.max(0), TABLE, {}),
    ("has the right numbers, and an axis of length 1 too many", TABLE[None], TABLE, {}),
    ("has the right numbers, and an axis of length 1 too few", TABLE, TABLE[:, None], {}),
    ("has the right numbers in their order, in another shape", TABLE.ravel(), TABLE, {}),
    ("has the right numbers in another order", np.roll(TABLE.ravel(), 5), TABLE.ravel(), {}),
    ("is empty", np.zeros((0, 4)), TABLE, {}),
]
DEEP = np.arange(48.0).reshape(2, 2, 3, 4) ** 1.5 - 11
for axis in range(4):
    name = axis_name(axis, 4)
    amounts = np.arange(1.0, DEEP.shape[axis] + 1).reshape(
        [-1 if a == axis else 1 for a in range(4)]
    )
    alike = np.broadcast_to(DEEP.take([0], axis), DEEP.shape)
    WHOLE += [
        (f"is off by one amount in each {name}", DEEP + amounts, DEEP, {}),
        (f"is the same in every {name}", alike, DEEP, {}),
    ]


def spoiled(*places: Any, by: float = 0.4) -> np.ndarray:
    """Return the table with other numbers in some places."""
    array = TABLE.copy()
    for place in places:
        array[place] += by * (1 + np.arange(array[place].size)).reshape(array[place].shape)
    return array


def put(value: float, where: Any) -> np.ndarray:
    array = TABLE.copy()
    array[where] = value
    return array


# What is said of the places that are wrong; and a place, with which wrong too it is not said.
PLACES: list[tuple[str, Any, int]] = [
    ("is right but for the last row", spoiled(2), 0),
    ("is right but for the first column", spoiled((slice(None), 0)), 2),
    ("is right in the first row only", spoiled(1, 2), 0),
    (
        "is right in the first 2 columns, and wrong from then on",
        spoiled((slice(None), slice(2, None))),
        0,
    ),
    (
        "is wrong in every second column and right between them",
        spoiled((slice(None), slice(1, None, 2))),
        0,
    ),
    (
        "is wrong in every other column and right between them",
        spoiled((slice(None), slice(0, None, 2))),
        1,
    ),
    ("is right in the interior and wrong at the rim only", spoiled((0, 0), (2, 3), (1, 0)), 5),
    (
        "is right at the rim and wrong everywhere in the interior",
        spoiled((1, slice(1, 3))),
        0,
    ),
    ("is wrong exactly where a negative number is due", put(0.5, TABLE < 0), 0),
    ("is wrong only where a negative number is due", spoiled(([0, 2], [1, 1])), 0),
    ("is wrong only where the place lies below the diagonal", spoiled(([1, 2], [0, 1])), 3),
    ("is wrong only where the place lies above the diagonal", spoiled(([0, 1], [1, 3])), 5),
    ("is NaN in some places, and right in all others", put(np.nan, (1, 2)), 0),
    ("is 0 in some places, and right in all others", put(0, ([0, 2], [1, 3])), 0),
]
BECAUSE_OF_THE_SHAPE = ("is empty",)
GIVEN = np.arange(12.0).reshape(3, 4) % 7 - 1  # negative twice, 0 twice
WHOLE += [
    (f"is wrong exactly where `x` is {what}", put(0.7, where), TABLE, {"x": GIVEN})
    for what, where in (("negative", GIVEN < 0), ("0", GIVEN == 0))
]
WHOLE += [
    ("is wrong exactly where `x` is positive", put(0.7, GIVEN < 0), TABLE, {"x": -GIVEN}),
    ("is wrong only where `x` is negative", put(0.7, (1, 3)), TABLE, {"x": GIVEN.tolist()}),
    (
        "has the sign turned round in some places, and is right in all others",
        np.where(GIVEN < 0, -TABLE, TABLE),
        TABLE,
        {},
    ),
]


@pytest.mark.parametrize(("what", "came", "due", "inputs"), WHOLE, ids=[e[0] for e in WHOLE])
def test_a_relation_is_said_where_it_holds(what: str, came: Any, due: Any, inputs: dict[str, Any]):
    assert what in said(pair(came, due, **inputs))


@pytest.mark.parametrize(("what", "came", "due", "inputs"), WHOLE, ids=[e[0] for e in WHOLE])
def test_a_relation_is_not_said_where_it_fails_once(
    what: str, came: Any, due: Any, inputs: dict[str, Any]
):
    if what in BECAUSE_OF_THE_SHAPE:
        assert what not in said(pair(ROW, due))
        return
    # The middle: what moves or cuts looks at a part of the entries alone.
    broken = with_one_wrong(came, np.size(came) // 2)
    if what.startswith(("has too many", "is symmetric")):
        broken = with_one_wrong(came, 0 if what.startswith("has") else 1)

    assert what not in said(pair(broken, due, **inputs))


@pytest.mark.parametrize(("what", "came", "due", "inputs"), WHOLE, ids=[e[0] for e in WHOLE])
def test_a_relation_is_not_said_where_the_first_half_is_nan(
    what: str, came: Any, due: Any, inputs: dict[str, Any]
):
    if what in BECAUSE_OF_THE_SHAPE or "NaN" in what:
        return
    spoilt = np.array(came, dtype=float)
    spoilt.flat[: spoilt.size // 2] = np.nan

    assert what not in said(pair(spoilt, due, **inputs))


@pytest.mark.parametrize(("what", "came", "more"), PLACES, ids=[e[0] for e in PLACES])
def test_places_are_named_where_they_are_wrong_and_no_others(what: str, came: Any, more: int):
    assert what in said(pair(came, TABLE))
    assert what not in said(pair(with_one_wrong(came, more), TABLE))


def test_a_rightly_symmetric_result_tells_nothing_of_its_axes():
    symmetric = np.array([[1.0, 2.0], [2.0, 5.0]])

    exchanges = RELATIONS[[r.__name__ for r in RELATIONS].index("exchanges_axes")]

    assert exchanges(pair(symmetric + 1, symmetric)) is None


def test_every_relation_has_an_example():
    examples = [pair(came, due, **inputs) for _, came, due, inputs in WHOLE]
    examples += [pair(came, TABLE) for _, came, _ in PLACES]

    silent: list[str] = []
    for relation in RELATIONS:
        with np.errstate(all="ignore"):
            if not any(relation(one) for one in examples):
                silent.append(relation.__name__)

    assert silent == []


numbers = st.floats(width=32) | st.integers(-3, 3).map(float)
arrays = hnp.arrays(
    np.float64, hnp.array_shapes(min_dims=0, max_dims=4, max_side=4), elements=numbers
)
given_values = (
    arrays
    | st.integers(-2, 9)
    | st.booleans()
    | st.text(max_size=3)
    | st.lists(st.lists(st.integers(0, 3), max_size=3), max_size=3)
    | st.none()
)


@given(arrays, arrays, st.dictionaries(st.sampled_from("xkb"), given_values))
def test_no_relation_stumbles_over_anything(came: Any, due: Any, inputs: dict[str, Any]):
    said(pair(came, due, **inputs))
