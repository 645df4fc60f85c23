"""Widgets on a page with no kernel: from a code cell's output, or from a directive."""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from seeing.widgets.base import FOLDER as MODULES
from seeing.widgets.base import widget_of

from ..hashed import digest, modules_under, write_modules, write_once
from ..loading import load_where
from .link_rules import rules_file
from .widget_state import Figure, figure_of_model, figure_of_module

logger = logging.getLogger(__name__)

VIEW = "application/vnd.jupyter.widget-view+json"
FOLDER = Path("_static", "widgets")
WITHOUT_SCRIPT = (
    "This figure moves and can be changed; your browser has JavaScript switched off, so it cannot."
)


class widget_mount(nodes.General, nodes.Element):  # type: ignore[misc]  # docutils: no types
    """The place of one widget on a page; docutils names its nodes in lower case."""


class AnyWidget(SphinxDirective):
    """`{anywidget} MODULE.js` with state as JSON in its body, on a page that runs no code.

    The same call is MyST's own in Jupyter Book 2, so that the pages can move there.
    """

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Make the mount; what is wrong with the call is said at its line."""
        _, path = self.env.relfn2path(self.arguments[0])
        try:
            overrides = json.loads("\n".join(self.content) or "{}")
            figure = figure_of_module(Path(path), overrides)
        except Exception as error:  # a trait's validation may raise anything
            raise self.error(f"{{anywidget}} {self.arguments[0]}: {error}") from error
        _note_modules(self.env)
        return [_mount_node(figure, model_id=None)]


class WidgetOutputs(SphinxTransform):
    """Let the widgets in code cells' outputs live on the page.

    myst-nb leaves each mime type in a container, and the page's widget state among its scripts.
    The state goes beside each mount instead, and the scripts are dropped.
    """

    default_priority = 400

    def apply(self, **_: Any) -> None:
        """Replace each widget view of this document by a mount."""
        stored = NbMetadataCollector.get_js_files(self.env, self.env.docname)
        models: dict[str, Any] = {}
        if "ipywidgets_state" in stored:
            models = json.loads(stored.pop("ipywidgets_state")[1]["body"])["state"]
        seen: set[str] = set()
        for container in list(self.document.findall(nodes.container)):
            if container.get("mime_type") != VIEW or not container.children:
                continue
            model_id = json.loads(_script_text(container.children[0]))["model_id"]
            try:
                figure = figure_of_model(models[model_id])
            except (KeyError, ValueError) as error:
                logger.warning("widget %s: %s", model_id, error, location=container)
                continue
            _note_modules(self.env)
            # The first view of a model carries its state; the others find it by the model's id.
            container.children = [_mount_node(figure, model_id, with_state=model_id not in seen)]
            seen.add(model_id)


def _script_text(raw: nodes.Node) -> str:
    return str(raw.astext()).split(">", 1)[1].rsplit("</script>", 1)[0]


def _mount_node(figure: Figure, model_id: str | None, *, with_state: bool = True) -> widget_mount:
    return widget_mount(
        module=str(figure.module),
        state=figure.state if with_state else None,
        files=figure.files,
        model=model_id,
        height=figure.state.get("_height", {}),
    )


def _note_modules(env: Any) -> None:
    """A changed module changes the folder's name, so the page must be written again."""
    for file in modules_under(MODULES):
        env.note_dependency(str(file))


def _visit(self: HTML5Translator, node: widget_mount) -> None:
    folder = Path(self.builder.outdir) / FOLDER
    path = Path(node["module"])
    module = f"{write_modules(MODULES, folder)}/{path.relative_to(MODULES).as_posix()}"
    rules = rules_file(widget_of(path))
    rules_name = f"{digest([rules])}.json"
    for name, content in {**node["files"], rules_name: rules}.items():
        write_once(folder / "state" / name, content)
    # Named by its module; a second one of that name on a page is numbered.
    count: Counter[str] = self.__dict__.setdefault("figures_so_far", Counter())
    count[path.stem] += 1
    name = path.stem if count[path.stem] == 1 else f"{path.stem}-{count[path.stem]}"
    link = {"figure": name, "rules": rules_name}
    self.body.append(mount_html(module, node["state"], node["model"], node["height"], link))
    raise nodes.SkipNode


def _skip(_translator: Any, _node: nodes.Node) -> None:
    raise nodes.SkipNode


def mount_html(
    module: str,
    state: dict[str, Any] | None,
    model_id: str | None,
    height: dict[str, int],
    link: dict[str, str],
) -> str:
    """Return the HTML of one mount.

    module: the module's path under `_static/widgets`
    state: None for a second view of a model
    height: pixels to keep free by the width there is, {"narrow": 480, "wide": 360}
    link: the figure's name on the page, and the file of rules for a state that a link brings,
        {"figure": "pool_lab", "rules": "3f2a….json"}
    """
    model = f' data-model="{escape(model_id)}"' if model_id else ""
    # Reserved before the figure is drawn, or the page would jump under the reader's eye.
    room = ";".join(f"--room-{width}:{int(pixels)}px" for width, pixels in sorted(height.items()))
    named = "".join(f' data-{key}="{escape(value)}"' for key, value in link.items())
    start = f'<div class="widget-mount" data-module="{escape(module)}"{model}{named}'
    parts = [f'{start} style="{room}">']
    if state is not None:
        # "</script>" in a string would end the element.
        text = json.dumps(state, separators=(",", ":"), sort_keys=True).replace("</", r"<\/")
        parts.append(f'<script type="application/json">{text}</script>')
    parts.append(f"<noscript><p>{WITHOUT_SCRIPT}</p></noscript></div>")
    return "".join(parts)


def _is_mount(node: nodes.Node) -> bool:
    return isinstance(node, widget_mount)


def setup(app: Sphinx) -> None:
    """Register the directive, the node and the transform."""
    app.add_node(widget_mount, html=(_visit, None), latex=(_skip, None), text=(_skip, None))
    app.add_directive("anywidget", AnyWidget)
    app.add_transform(WidgetOutputs)
    # links.js comes first: it hears of each figure.
    load_where(app, _is_mount, scripts=["links.js", "mount.js"])
