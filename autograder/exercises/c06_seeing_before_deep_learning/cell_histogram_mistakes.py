"""The mistakes in cell_histogram: each is wrong in the way that its name and help say."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []


def flat(values: Any) -> Array:
    return np.asarray(values, dtype=float).ravel()


def binned(angles: Any, votes: Any, bins: int, end: float = 180) -> Array:
    """Add up votes; angles from 0 to less than `end`, of which each bin has an equal part."""
    which = np.floor(flat(angles) * bins / end).astype(int)
    inside = (which >= 0) & (which < bins)
    return np.bincount(which[inside], flat(votes)[inside], minlength=bins)


def right(magnitude: Any, orientation: Any, bins: int = 9) -> Array:
    return binned(flat(orientation) % 180, magnitude, bins)


@mistake(
    MISTAKES,
    "counted, not weighed",
    "A faint gradient counts as much as a strong one in yours: what is to be added up?",
)
def counted(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(np.ones(np.shape(magnitude)), orientation, bins)


@mistake(
    MISTAKES,
    "squares added up",
    "You add up the squares of the magnitudes: what is a pixel's vote?",
)
def squares(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(flat(magnitude) ** 2, orientation, bins)


@mistake(
    MISTAKES,
    "one vote a bin",
    "A bin of yours keeps the last of its votes alone: what happens when an array is indexed with "
    "the same place twice?",
)
def last_vote(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    made = np.zeros(bins)
    for angle, vote in zip(flat(orientation) % 180, flat(magnitude), strict=True):
        made[int(angle * bins / 180)] = vote
    return made


@mistake(
    MISTAKES,
    "bins from the data",
    "Your bins begin at the smallest angle of the cell and end at the largest: where are they to "
    "begin and end, whatever the cell holds?",
)
def from_the_data(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return np.histogram(flat(orientation) % 180, bins, weights=flat(magnitude))[0]


@mistake(
    MISTAKES,
    "a whole turn cut into bins",
    "Your bins share a whole turn: which other direction is to fall into the same bin?",
)
def whole_turn(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return binned(flat(orientation) % 360, magnitude, bins, end=360)


@mistake(
    MISTAKES,
    "angles outside of the half turn lost",
    "Angles below 0 and above 180 vote nowhere in yours: which direction within the half turn is "
    "theirs?",
)
def lost(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return np.histogram(flat(orientation), bins, (0, 180), weights=flat(magnitude))[0]


@mistake(
    MISTAKES,
    "angles outside put at the ends",
    "Angles below 0 vote for your first bin, and those above 180 for the last: which direction "
    "within the half turn is theirs?",
)
def clipped(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return np.histogram(flat(orientation).clip(0, 180), bins, (0, 180), weights=flat(magnitude))[0]


@mistake(
    MISTAKES,
    "sign of the angle dropped",
    "You drop the sign, so that ten degrees below 0 count as ten above: where is that direction "
    "half a turn on?",
)
def sign_dropped(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, abs(flat(orientation)), bins)


@mistake(
    MISTAKES,
    "angles below 0 lost",
    "Angles above 180 find their bin in yours, and those below 0 vote nowhere: which sign has your "
    "remainder?",
)
def negative_remainder(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return binned(np.fmod(flat(orientation), 180), magnitude, bins)


@mistake(
    MISTAKES,
    "bins counted from the end below 0",
    "An angle below 0 gets a bin below 0 in yours, which Python counts from the end: which sign "
    "has your remainder?",
)
def from_the_end(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    made = np.zeros(bins)
    which = np.trunc(np.fmod(flat(orientation), 180) * bins / 180).astype(int)
    np.add.at(made, which, flat(magnitude))
    return made


@mistake(
    MISTAKES,
    "just below where two bins meet, the upper one",
    "An angle just below where two bins meet falls into the upper one in yours: what is done to it "
    "before its bin is sought?",
)
def whole_degrees(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, np.round(flat(orientation)), bins)


@mistake(
    MISTAKES,
    "just below 0, the first bin",
    "An angle just below 0 falls into your first bin: which direction is it half a turn on?",
)
def angles_cut(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, np.trunc(flat(orientation)), bins)


@mistake(
    MISTAKES,
    "half a turn added at most",
    "You add half a turn to an angle below 0 and leave what lies beyond the half turn outside: how "
    "large may an angle be?",
)
def added_once(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    angles = flat(orientation)
    return binned(np.where(angles < 0, angles + 180, angles), magnitude, bins)


@mistake(
    MISTAKES,
    "degrees taken for radians",
    "You turn the angles from radians into degrees, and they are degrees already: what does the "
    "docstring say?",
)
def as_radians(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, np.degrees(flat(orientation)), bins)


@mistake(
    MISTAKES,
    "all in the first bin",
    "All of your votes lie in the first bin: in which unit are your angles, and how wide is a bin?",
)
def to_radians(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, np.radians(flat(orientation) % 180), bins)


@mistake(
    MISTAKES,
    "half a turn in the last bin",
    "An angle of exactly half a turn falls into your last bin: which direction is it?",
)
def half_turn_last(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    angles = flat(orientation)
    folded = np.where((angles != 0) & (angles % 180 == 0), 179.99, angles % 180)
    return binned(folded, magnitude, bins)


@mistake(
    MISTAKES,
    "half a turn lost",
    "An angle of exactly half a turn votes nowhere in yours: which direction is it?",
)
def half_turn_lost(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    angles = flat(orientation)
    votes = np.where((angles != 0) & (angles % 180 == 0), 0, flat(magnitude))
    return right(votes, angles, bins)


@mistake(
    MISTAKES,
    "where two bins meet, the lower one",
    "An angle where two bins meet falls into the lower one in yours: to which does the docstring "
    "give it?",
)
def lower_one(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    angles = flat(orientation) % 180
    return binned(np.where(angles > 0, angles - 1e-6, 0), magnitude, bins)


@mistake(
    MISTAKES,
    "rounded to the nearest",
    "Your bin 0 has 0° in its middle, so that you round where you should cut: where does bin 0 "
    "begin?",
)
def rounded(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, flat(orientation) + 90 / bins, bins)


@mistake(
    MISTAKES,
    "rounded, and the end lost",
    "You round to a bin where you should cut, and what is rounded beyond the last one is lost: "
    "where does bin 0 begin?",
)
def rounded_and_lost(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return binned(flat(orientation) % 180 + 90 / bins, magnitude, bins)


@mistake(
    MISTAKES,
    "shared between neighbours",
    "You divide a vote between the two nearest bins: for how many bins does a pixel vote here?",
)
def shared(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    places = flat(orientation) % 180 * bins / 180 - 1 / 2
    first, votes = np.floor(places).astype(int), flat(magnitude)
    made = np.zeros(bins)
    np.add.at(made, first % bins, votes * (first + 1 - places))
    np.add.at(made, (first + 1) % bins, votes * (places - first))
    return made


@mistake(
    MISTAKES,
    "divided by the sum",
    "Your bins add up to 1: what does the docstring say of dividing?",
)
def divided_by_sum(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    made = right(magnitude, orientation, bins)
    return made / max(made.sum(), 1e-12)


@mistake(
    MISTAKES,
    "divided by the sum, and by 0",
    "Your bins add up to 1, and without any gradient you divide by 0: what does the docstring say "
    "of dividing?",
)
def divided_by_zero(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    made = right(magnitude, orientation, bins)
    with np.errstate(invalid="ignore"):
        return made / made.sum()


@mistake(
    MISTAKES,
    "divided by the length",
    "Your histogram has the length 1: what does the docstring say of dividing?",
)
def divided_by_length(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    made = right(magnitude, orientation, bins)
    return made / max(np.linalg.norm(made), 1e-12)


@mistake(
    MISTAKES,
    "divided by the area",
    "You divide by the number of pixels: are sums asked for, or means?",
)
def divided_by_area(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, orientation, bins) / np.size(magnitude)


@mistake(
    MISTAKES,
    "mean of each bin",
    "You divide each bin by the number of its votes: are sums asked for, or means?",
)
def mean_of_bin(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    counts = right(np.ones(np.shape(magnitude)), orientation, bins)
    return right(magnitude, orientation, bins) / np.maximum(counts, 1)


@mistake(
    MISTAKES,
    "one bin too many",
    "Your result has one bin more than asked: what does the number of edges have to do with it?",
)
def one_too_many(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return np.append(right(magnitude, orientation, bins), 0)


@mistake(
    MISTAKES,
    "bins at the end missing",
    "Your result ends with the last bin that has a vote: how many bins are asked for?",
)
def last_missing(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    which = (flat(orientation) % 180 * bins / 180).astype(int)
    return np.bincount(which, flat(magnitude))


@mistake(
    MISTAKES,
    "number of bins fixed",
    "Your result has nine bins, whatever is asked: where does the last parameter come in?",
)
def always_nine(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, orientation, 9)


@mistake(
    MISTAKES,
    "a histogram of each row",
    "You return a histogram for each row of the cell: how many are asked for?",
)
def each_row(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    pairs = zip(np.asarray(magnitude), np.asarray(orientation), strict=True)
    return np.array([right(m, o, bins) for m, o in pairs])


@mistake(
    MISTAKES,
    "edges returned as well",
    "You return the edges of the bins beside the sums: which of the two is asked for?",
)
def edges_too(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, orientation, bins), np.linspace(0, 180, bins + 1)


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your sums are whole numbers: of which type is the array that you add to?",
)
def cut_to_whole(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(flat(magnitude).astype(int), orientation, bins)


@mistake(
    MISTAKES,
    "lists not accepted",
    "With nested lists an error is raised: what makes an array of them?",
)
def lists_not_accepted(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    return right(magnitude, orientation % 180, bins)


@mistake(
    MISTAKES,
    "bins of whole degrees",
    "Your bins are a whole number of degrees wide, and are not equal parts of the half turn where "
    "that does not go up: how wide is one of fifty?",
)
def bins_of_whole_degrees(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    which = flat(orientation) % 180 // (180 // bins)
    return np.bincount(which.astype(int).clip(max=bins - 1), flat(magnitude), minlength=bins)


@mistake(
    MISTAKES,
    "bins of rounded degrees",
    "Your bins are rounded to a whole number of degrees, and are not equal parts of the half turn "
    "where that does not go up: how wide is one of fifty?",
)
def bins_of_rounded_degrees(magnitude: Any, orientation: Any, bins: int = 9) -> Any:
    which = flat(orientation) % 180 // round(180 / bins)
    return np.bincount(which.astype(int).clip(max=bins - 1), flat(magnitude), minlength=bins)
