"""The same exercise with torch in reach: what `HIDE` is worth shows beside it."""

from tests.support.other_kinds import ENGINE

EXERCISES = (ENGINE,)
