"""A small autodiff engine: torch, which would do it, is absent."""

from tests.support.other_kinds import ENGINE

EXERCISES = (ENGINE,)
HIDE = ("torch",)
