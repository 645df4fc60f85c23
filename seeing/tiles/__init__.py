"""GPU kernels without a GPU: a part of Triton's language, and how a convolution is launched in it.

>>> import numpy as np
>>> from seeing.tiles import launch
>>> from seeing.tiles import language as tl   # in place of: from triton import language as tl
"""

from seeing.tiles.launching import Launched, launch
from seeing.tiles.memory import OutOfBoundsError, TileError

__all__ = ["Launched", "OutOfBoundsError", "TileError", "launch"]
