"""Real numbers as a trait, such as a layer's weights: checked, sent to the page as bytes."""

from typing import Any

import numpy as np
import numpy.typing as npt
import traitlets

Floats = npt.NDArray[np.floating[Any]]


class FloatsTrait(traitlets.TraitType[Floats, npt.ArrayLike]):
    """Finite numbers of a shape; None stands for a side of any length from 1."""

    def __init__(self, shape: tuple[int | None, ...], what: str, dtype: str = "float32") -> None:
        super().__init__()
        self.shape, self.what, self.dtype = shape, what, np.dtype(dtype)

    def validate(self, obj: Any, value: npt.ArrayLike) -> Floats:
        """Accept finite numbers of the shape; else raise TraitError."""
        array: Floats = np.array(value, dtype=self.dtype)
        wanted = "(" + ", ".join("n" if side is None else str(side) for side in self.shape) + ")"
        fits = len(array.shape) == len(self.shape) and all(
            have == side if side else have >= 1
            for have, side in zip(array.shape, self.shape, strict=True)
        )
        if not fits:
            raise traitlets.TraitError(
                f"{self.name}: expected {self.what}, {wanted}, got shape {array.shape}"
            )
        if not np.isfinite(array).all():
            raise traitlets.TraitError(f"{self.name}: not all numbers are finite")
        array.flags.writeable = False
        return array
