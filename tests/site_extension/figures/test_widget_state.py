"""A figure's state: JSON beside the mount, bytes in files of their own, defaults from Python."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest
from site_extension.figures.widget_state import figure_of_model, figure_of_module, split_binary

from seeing import widgets
from seeing.widgets.base import FOLDER, module_of


def test_bytes_become_files_and_the_rest_stays() -> None:
    state, files = split_binary({"image": {"shape": [1, 2], "data": memoryview(b"ab")}, "row": 3})

    name = state["image"]["data"]["$file"]
    assert state == {"image": {"shape": [1, 2], "data": {"$file": name}}, "row": 3}
    assert files == {name: b"ab"}


def test_equal_bytes_share_one_file() -> None:
    _, files = split_binary({"a": b"same", "b": [b"same", b"other"]})

    assert sorted(files.values()) == [b"other", b"same"]


def test_state_that_a_page_does_not_give_has_the_traits_defaults() -> None:
    figure = figure_of_module(module_of(widgets.SlideKernel1D), {"flip": True})

    assert figure.state["flip"] is True
    assert figure.state["kernel"] == list(widgets.SlideKernel1D().kernel)


def test_the_state_is_json_without_module_text_and_jupyters_own(tmp_path: Path) -> None:
    state = figure_of_module(module_of(widgets.KernelOnPhoto), {}).state

    json.dumps(state)
    assert not {"_esm", "_css", "_anywidget_id", "layout", "tooltip", "tabbable"} & set(state)


def test_a_binary_trait_is_the_picture_itself() -> None:
    figure = figure_of_module(module_of(widgets.KernelOnPhoto), {})

    content = figure.files[figure.state["image"]["data"]["$file"]]
    image = np.frombuffer(content, np.uint8).reshape(figure.state["image"]["shape"])
    assert np.array_equal(image, widgets.KernelOnPhoto().image)


def test_a_trait_that_the_figure_lacks_is_named() -> None:
    with pytest.raises(ValueError, match=r"SlideKernel1D has no colour; it has .*kernel"):
        figure_of_module(module_of(widgets.SlideKernel1D), {"colour": "red"})


def test_a_value_that_the_trait_refuses_is_refused() -> None:
    with pytest.raises(Exception, match="flip"):
        figure_of_module(module_of(widgets.SlideKernel1D), {"flip": "perhaps"})


def test_a_module_that_no_widget_has_is_named() -> None:
    with pytest.raises(ValueError, match=r"drawn by frame\.js"):
        figure_of_module(FOLDER / "kit/frame.js", {})


def stored(widget: widgets.KernelOnPhoto) -> dict[str, object]:
    """A model as a notebook stores it: bytes apart, in base64, with their path."""
    state = widget.get_state()
    data = bytes(state["image"].pop("data"))
    text = base64.b64encode(data).decode()
    buffer = {"encoding": "base64", "path": ["image", "data"], "data": text}
    return {"model_name": "AnyModel", "state": state, "buffers": [buffer]}


def test_a_notebooks_model_and_a_directive_give_one_figure() -> None:
    widget = widgets.KernelOnPhoto(row=7)

    from_notebook = figure_of_model(stored(widget))

    assert from_notebook == figure_of_module(module_of(widgets.KernelOnPhoto), {"row": 7})


def test_a_model_that_needs_a_kernel_is_named() -> None:
    with pytest.raises(ValueError, match="IntSliderModel needs a kernel"):
        figure_of_model({"model_name": "IntSliderModel", "state": {"value": 3}})
