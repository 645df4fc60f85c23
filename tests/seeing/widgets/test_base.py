"""A widget and the JavaScript module that draws it find each other."""

import pytest

from seeing import widgets
from seeing.widgets.base import FOLDER, Widget, module_of, widget_of


@pytest.mark.parametrize("name", widgets.__all__)
def test_a_widget_is_found_by_its_module(name: str) -> None:
    widget: type[Widget] = getattr(widgets, name)

    assert module_of(widget).is_file()
    assert widget_of(module_of(widget)) is widget  # cnn_explorer.js is CNNExplorer's


def test_a_module_that_draws_no_widget_is_named() -> None:
    with pytest.raises(ValueError, match=r"drawn by frame\.js"):
        widget_of(FOLDER / "kit" / "frame.js")


def test_every_widget_of_the_folders_is_exported() -> None:
    drawn = {path for path in FOLDER.glob("*/*/*.js") if path.stem == path.parent.name}

    assert drawn == {module_of(getattr(widgets, name)) for name in widgets.__all__}


@pytest.mark.parametrize("name", widgets.__all__)
def test_opened_without_a_kernel_a_figure_says_what_to_do(name: str):
    said = getattr(widgets, name)()._repr_mimebundle_()

    plain = said[0]["text/plain"] if isinstance(said, tuple) else said["text/plain"]
    assert plain == f"{name}, a figure that moves: run this cell to see it."
