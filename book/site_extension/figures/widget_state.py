"""What a widget on a page needs: its module, its state as JSON, its binary state as files."""

from __future__ import annotations

import base64
import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anywidget import AnyWidget

from seeing.widgets.base import Widget, module_of, widget_of

from ..hashed import digest

FILE_KEY = "$file"  # {"$file": "ab12.bin"} in the JSON stands for the bytes of that file
# What JupyterLab lays out by, and the module's text; a page has its own of both.
FRONT_END_TRAITS = frozenset(AnyWidget.class_trait_names())


@dataclass(frozen=True)
class Figure:
    """A living figure: the module that draws it, and the state it starts from.

    module: the JavaScript file
    state: JSON; each run of bytes is replaced by {"$file": NAME}
    files: the bytes of each NAME
    """

    module: Path
    state: dict[str, Any]
    files: dict[str, bytes]


def figure_of_module(module: Path, overrides: Mapping[str, Any]) -> Figure:
    """Make the figure that a module draws; state that `overrides` lacks has the traits' defaults.

    raises ValueError where no widget class has that module, or no trait that name
    """
    widget_class = widget_of(module)
    names = _own_traits(widget_class)
    unknown = sorted(set(overrides) - set(names))
    if unknown:
        raise ValueError(
            f"{widget_class.__name__} has no {', '.join(unknown)}; it has {', '.join(names)}"
        )
    # Through the class, so that a trait's validation speaks before a reader meets the figure.
    state = widget_class(**overrides).get_state(names)
    return Figure(module, *split_binary(state))


def figure_of_model(model: Mapping[str, Any]) -> Figure:
    """Make the figure of one model of a notebook's stored widget state.

    model: {"state": …, "buffers": [{"path": …, "data": base64}]} as nbclient stores it
    raises ValueError for a model that is not one of our widgets
    """
    state = dict(model["state"])
    where = state.get("_anywidget_id")
    if not where:
        raise ValueError(
            f"{model.get('model_name', 'a model')} needs a kernel; only anywidgets live on a page"
        )
    package, _, name = where.rpartition(".")
    widget_class = getattr(importlib.import_module(package), name)
    for buffer in model.get("buffers", []):
        _put(state, buffer["path"], base64.b64decode(buffer["data"]))
    names = _own_traits(widget_class)
    return Figure(module_of(widget_class), *split_binary({k: state[k] for k in names}))


def split_binary(state: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Replace each run of bytes in a state by the name of a file that holds it.

    >>> state, files = split_binary({"image": {"shape": [1, 2], "data": b"ab"}})
    >>> list(files.values())
    [b'ab']
    """
    files: dict[str, bytes] = {}

    def replace(value: Any) -> Any:
        if isinstance(value, bytes | bytearray | memoryview):
            content = bytes(value)
            name = f"{digest([content])}.bin"
            files[name] = content
            return {FILE_KEY: name}
        if isinstance(value, Mapping):
            return {key: replace(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [replace(item) for item in value]
        return value

    return replace(state), files


def _own_traits(widget_class: type[Widget]) -> list[str]:
    """Name the traits that travel to the drawing, without JupyterLab's and anywidget's own."""
    names = widget_class.class_trait_names(sync=True)
    return sorted(set(names) - FRONT_END_TRAITS)


def _put(state: dict[str, Any], path: list[Any], content: bytes) -> None:
    """Put bytes back where the notebook's state left a hole for them."""
    place: Any = state
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = content
