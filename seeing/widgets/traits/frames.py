"""A film as a trait: pictures in colour, all of one size."""

from typing import Any

import numpy as np
import numpy.typing as npt
import traitlets

Frames = npt.NDArray[np.uint8]


class FramesTrait(traitlets.TraitType[Frames, npt.ArrayLike]):
    """Pictures of one size; travel to the page as their shape and their bytes."""

    def validate(self, obj: Any, value: npt.ArrayLike) -> Frames:
        """Accept (n, h, w, 3) uint8, n from 0; else raise TraitError."""
        frames = np.array(value)
        if frames.ndim != 4 or frames.shape[3] != 3 or frames.dtype != np.uint8:
            raise traitlets.TraitError(
                f"frames: expected (n, h, w, 3) of uint8, got {frames.shape} of {frames.dtype}"
            )
        frames.flags.writeable = False
        return frames
