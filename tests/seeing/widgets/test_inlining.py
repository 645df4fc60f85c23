"""One text for JupyterLab: a widget's module with all that it imports, and nothing to fetch."""

import re
from pathlib import Path

import pytest

from seeing import widgets
from seeing.widgets.base import Widget, inline, modules
from tests.support.node import run

WIDGETS = [getattr(widgets, name) for name in widgets.__all__]


def write(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder / "entry.js"


@pytest.mark.parametrize("widget", WIDGETS)
def test_a_widget_is_one_text_without_imports(widget: type[Widget]) -> None:
    assert not re.search(r"^\s*import\b|\bimport\(|\bfrom \"\./", widget._esm, re.M)


@pytest.mark.parametrize("widget", WIDGETS)
def test_a_widget_s_text_runs_alone_and_can_render(widget: type[Widget], tmp_path: Path) -> None:
    alone = tmp_path / "alone.mjs"
    alone.write_text(widget._esm, encoding="utf-8")

    assert run(alone, "return typeof m.default.render;") == "function"


def test_the_text_computes_what_the_modules_compute(tmp_path: Path) -> None:
    alone = tmp_path / "alone.mjs"
    alone.write_text(widgets.SlideKernel1D._esm, encoding="utf-8")
    state = {"x": [1, 2, 4], "kernel": [-1, 1], "position": 0, "flip": True}
    body = "return m.slide1d(a);"

    assert run(alone, body, state) == run("slide_kernel_1d.js", body, state)


def test_a_module_imported_twice_is_there_once(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry='import { a } from "./left.js";\nimport { b } from "./right.js";\n',
        left='import { one } from "./one.js";\nexport const a = one;\n',
        right='import {\n  one,\n} from "./one.js";\nexport const b = one;\n',
        one="export const one = 1;\n",
    )

    assert [path.stem for path in modules(entry)] == ["one", "left", "right", "entry"]
    assert inline(entry).count("const one = 1") == 1


def test_only_the_widget_s_own_exports_are_left(tmp_path: Path) -> None:
    alone = tmp_path / "alone.mjs"
    alone.write_text(widgets.SlideKernel1D._esm, encoding="utf-8")

    assert run(alone, "return Object.keys(m);") == run(
        "slide_kernel_1d.js", "return Object.keys(m);"
    )


def test_a_name_of_two_modules_is_refused(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry='import { a } from "./other.js";\nconst size = a;\n',
        other="const size = 2;\nexport const a = size;\n",
    )

    with pytest.raises(ValueError, match=r"other\.js and entry\.js both define size"):
        inline(entry)


def test_a_module_of_a_folder_beside_is_found_and_named_by_its_path(tmp_path: Path) -> None:
    for folder in ("pool", "kit"):
        (tmp_path / folder).mkdir()
    (tmp_path / "kit" / "style.js").write_text("export const size = 1;\n", encoding="utf-8")
    (tmp_path / "pool" / "style.js").write_text("export const size = 2;\n", encoding="utf-8")
    entry = tmp_path / "pool" / "entry.js"
    both = ('import { size } from "../kit/style.js";\n', 'import { size } from "./style.js";\n')
    entry.write_text(both[0], encoding="utf-8")

    assert inline(entry).startswith("// ../kit/style.js\nconst size = 1;")
    entry.write_text("".join(both), encoding="utf-8")
    with pytest.raises(ValueError, match=r"\.\./kit/style\.js and style\.js both define size"):
        inline(entry)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('import whole from "./other.js";', "write `import whole"),
        ('import * as other from "./other.js";', "write `import"),
        ('import { a as b } from "./other.js";', "renames an import"),
        ('import { a } from "https://cdn.example/a.js";', "write `import"),
    ],
)
def test_an_import_that_cannot_be_inlined_is_refused(
    line: str, complaint: str, tmp_path: Path
) -> None:
    entry = write(tmp_path, entry=f"{line}\n", other="export const a = 1;\n")

    with pytest.raises(ValueError, match=re.escape(complaint)):
        inline(entry)


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry='import { a } from "./other.js";\n',
        other='import { b } from "./entry.js";\nexport const a = 1;\n',
    )

    with pytest.raises(ValueError, match="imports itself through"):
        inline(entry)


def test_a_widget_cannot_borrow_from_another_widget_s_module(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry='import { a } from "./other.js";\nexport default a;\n',
        other="export const a = 1;\nexport default { a };\n",
    )

    with pytest.raises(ValueError, match="share its functions"):
        inline(entry)
