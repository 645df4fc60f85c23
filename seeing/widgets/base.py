"""What every widget has: one JavaScript module, the colour language, a reserved height."""

import inspect
import os
import re
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

FOLDER = Path(__file__).parent

# The only forms our modules use: named, relative, on lines of their own.
_IMPORT = re.compile(r'^(?:import|export) \{([^}]*)\} from "(\.{1,2}/[\w./]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.M)
_TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.M)


def modules(entry: Path) -> list[Path]:
    """List `entry` and every module that it imports, each once, imported before importer.

    raises ValueError if an import is in a form that cannot be inlined
    """
    found: list[Path] = []

    def visit(path: Path, importers: tuple[Path, ...]) -> None:
        if path in importers:
            raise ValueError(f"{path.name} imports itself through {importers[-1].name}")
        if path in found:
            return
        source = path.read_text(encoding="utf-8")
        for names, target in _IMPORT.findall(source):
            if " as " in names:
                raise ValueError(f"{path.name} renames an import of {target}: use its own name")
            visit((path.parent / target).resolve(), (*importers, path))
        left = re.search(r"^(?:import\b.*|export .* from .*)", _IMPORT.sub("", source), re.M)
        if left:
            raise ValueError(
                f'{path.name}: write `{left[0]}` as `import {{ name }} from "./module.js";`'
            )
        found.append(path)

    visit(entry.resolve(), ())
    return found


def inline(entry: Path) -> str:
    """Join a module and all it imports into one text with the exports of `entry` alone.

    JupyterLab's anywidget takes a single string; the site serves the modules as they are.
    raises ValueError if two modules use one top-level name, or two have a default export
    """
    parts: list[str] = []
    owner: dict[str, str] = {}
    for path in modules(entry):
        shown = os.path.relpath(path, entry.resolve().parent)  # several widgets have a style.js
        source = _IMPORT.sub("", path.read_text(encoding="utf-8"))
        for name in _TOP_LEVEL.findall(source):
            if name in owner:
                raise ValueError(f"{owner[name]} and {shown} both define {name}: rename one")
            owner[name] = shown
        if path != entry.resolve():
            if "\nexport default" in source:
                raise ValueError(f"{shown} is a widget: share its functions in a module of theirs")
            source = _EXPORT.sub("", source)
        parts.append(f"// {shown}\n{source}")
    return "\n".join(parts)


class Widget(anywidget.AnyWidget):
    """A teaching figure: state in traits here, drawing in `_module`, a file beside it.

    _height: the height in CSS pixels that a page keeps free before the figure is drawn, by the
        width it has: {"narrow": at 360, "wide": from 640}
    """

    _module: ClassVar[str]
    _css = (FOLDER / "kit" / "palette.css").read_text(encoding="utf-8")
    _height = traitlets.Dict({"narrow": 480, "wide": 360}).tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "_module" in cls.__dict__:
            cls._esm = inline(module_of(cls))
        super().__init_subclass__(**kwargs)

    def __repr__(self) -> str:
        """Return what stands in the figure's place where a notebook is open without a kernel."""
        return f"{type(self).__name__}, a figure that moves: run this cell to see it."


def module_of(widget: type[Widget]) -> Path:
    """Return the JavaScript module that draws a widget."""
    return Path(inspect.getfile(widget)).resolve().with_name(widget._module)


def widget_of(module: Path) -> type[Widget]:
    """Return the widget that a JavaScript module draws.

    raises ValueError if it draws none
    """
    widgets: list[type[Widget]] = Widget.__subclasses__()
    for widget in widgets:
        if module_of(widget) == module.resolve():
            return widget
    raise ValueError(f"no widget in seeing.widgets is drawn by {module.name}")
