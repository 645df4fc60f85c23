"""What a picture is asked to make large: goals, and penalties to be subtracted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from torch import Tensor

Activations = Mapping[str, Tensor]


@dataclass(frozen=True)
class Term:
    """What is to be large: a number made of the picture and of some layers' outputs.

    Terms can be added, subtracted, and multiplied by a number.

    value: (picture (1, c, h, w), activations by layer) -> a scalar tensor
    layers: whose outputs it needs
    """

    value: Callable[[Tensor, Activations], Tensor]
    layers: frozenset[str] = field(default_factory=frozenset)

    def __add__(self, other: Term) -> Term:
        """Ask for both."""
        both = self.layers | other.layers
        return Term(
            lambda picture, kept: self.value(picture, kept) + other.value(picture, kept), both
        )

    def __mul__(self, weight: float) -> Term:
        """Ask for it more, or less, or for its opposite."""
        return Term(lambda picture, kept: weight * self.value(picture, kept), self.layers)

    __rmul__ = __mul__

    def __neg__(self) -> Term:
        """Ask for its opposite."""
        return -1.0 * self

    def __sub__(self, other: Term) -> Term:
        """Ask for this and for the other's opposite."""
        return self + -other


def unit(layer: str, index: int) -> Term:
    """A layer's map of this number, on average over its places; or one number of a flat layer."""
    return Term(lambda _, kept: kept[layer][:, index].mean(), frozenset([layer]))


def place(layer: str, index: int, row: int, column: int) -> Term:
    """One number of one map."""
    return Term(lambda _, kept: kept[layer][0, index, row, column], frozenset([layer]))


def energy() -> Term:
    """How far the pixels are from middle grey: the mean of the squares. To be subtracted."""
    return Term(lambda picture, _: (picture - 0.5).square().mean())


def variation() -> Term:
    """Total variation: the mean absolute difference of neighbours. To be subtracted."""

    def value(picture: Tensor, _: Activations) -> Tensor:
        down, across = picture.diff(dim=2).abs().mean(), picture.diff(dim=3).abs().mean()
        return down + across

    return Term(value)
