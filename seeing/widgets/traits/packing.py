"""How an array travels to the page: its shape and its bytes, which kit/unpack.js reads."""

from typing import Any

import numpy as np
import numpy.typing as npt


def to_page(array: npt.NDArray[Any], widget: Any) -> dict[str, Any]:
    """Pack an array for the page; ipywidgets sends the memoryview beside the JSON, as bytes."""
    packed = {"shape": list(array.shape), "dtype": str(array.dtype)}
    return {**packed, "data": memoryview(array.tobytes())}


def from_page(packed: dict[str, Any], widget: Any) -> npt.NDArray[Any]:
    """Unpack what `to_page` packed."""
    return np.frombuffer(packed["data"], dtype=packed["dtype"]).reshape(packed["shape"])
