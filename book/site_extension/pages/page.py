"""What a page's templates are given: launch links, and only the scripts that the page needs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from . import chapters

TEMPLATES = Path(__file__).parent / "templates"
# Browsers load no module from a file, so a script of the old kind says there what to do.
OPENED_AS_FILE = Path(__file__).with_name("opened_as_file.js").read_text(encoding="utf-8")
# Extensions that Jupyter Book always loads and no page uses: code run through Thebe, parts folded
# by togglebutton, comments. They would add scripts to every page.
UNUSED_EXTENSIONS = ("sphinx_thebe", "sphinx_togglebutton", "sphinx_comments")
# Those of Sphinx serve its own search: its keys, and the marks on pages that it found.
UNUSED_SCRIPTS = (
    *("togglebutton.js", "thebe.js", "design-tabs.js", "sphinx-book-theme.js"),
    *("doctools.js", "sphinx_highlight.js"),
)
# Every style sheet besides those in `html_css_files`: the look is ours, not the theme's.
KEPT_STYLES = ("copybutton.css", "formulas.css")


def take_over(app: Sphinx, config: Config) -> None:
    """Put our templates before the theme's, and take from it what it would do wrongly.

    Its launch buttons would point at the text notebook and publish a copy of it in `_sources`.
    """
    # The theme names some of its templates with their folder, and others without.
    config.templates_path[:0] = [str(TEMPLATES), str(TEMPLATES / "components")]
    config.course_launch = config.html_theme_options.pop("launch_buttons", {})
    for listeners in list(app.events.listeners.values()):
        for listener in list(listeners):
            if getattr(listener.handler, "__module__", "").startswith(UNUSED_EXTENSIONS):
                app.disconnect(listener.id)


def launch_links(repository: str, branch: str, notebook: str, hubs: dict[str, str]) -> list[Any]:
    """Return (name, address) of each place that opens a notebook of the students' repository.

    repository: such as `https://github.com/OWNER/NAME`
    notebook: its path there, such as `notebooks/07_convolution_filters.ipynb`
    hubs: `binderhub_url`, `colab_url`, `jupyterhub_url`; one that is missing gets no link
    """
    owner_and_name = "/".join(repository.rstrip("/").split("/")[-2:])
    links = []
    if hubs.get("binderhub_url"):
        query = urlencode({"urlpath": f"lab/tree/{notebook}"})
        links.append(("Binder", f"{hubs['binderhub_url']}/v2/gh/{owner_and_name}/{branch}?{query}"))
    if hubs.get("colab_url"):
        path = quote(f"{owner_and_name}/blob/{branch}/{notebook}")
        links.append(("Colab", f"{hubs['colab_url']}/github/{path}"))
    if hubs.get("jupyterhub_url"):
        clone = owner_and_name.split("/")[1]  # nbgitpuller clones into a folder of this name
        query = urlencode(
            {"repo": repository, "branch": branch, "urlpath": f"lab/tree/{clone}/{notebook}"}
        )
        links.append(("JupyterHub", f"{hubs['jupyterhub_url']}/hub/user-redirect/git-pull?{query}"))
    return links


def fill_context(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Give the templates this page's notebook, and drop scripts and styles that no page uses."""
    context["notebook"] = None
    if pagename in chapters.docnames():
        options = app.config.html_theme_options
        context["notebook"] = {
            "download": f"{pagename.rsplit('/', 1)[-1]}.ipynb",
            "links": launch_links(
                options["repository_url"],
                options["repository_branch"],
                f"{pagename}.ipynb",
                app.config.course_launch,
            ),
        }
    context["script_files"] = [
        file for file in context["script_files"] if not _names(file, UNUSED_SCRIPTS)
    ]
    styles = (*KEPT_STYLES, *(name for name, _ in app.config.html_css_files))
    context["css_files"] = [file for file in context["css_files"] if _names(file, styles)]


def _names(file: Any, names: Iterable[str]) -> bool:
    filename = str(getattr(file, "filename", file) or "")
    return any(filename.split("?")[0].endswith(name) for name in names)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx; the context is filled last, when other extensions have added theirs."""
    app.add_config_value("course_launch", {}, "html")
    app.add_js_file(None, body=OPENED_AS_FILE)
    app.connect("config-inited", take_over, priority=100)
    app.connect("html-page-context", fill_context, priority=990)
