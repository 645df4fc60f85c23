"""Which way the widgets' JavaScript modules import: widgets -> arithmetic -> kit, and no circle."""

import re
from pathlib import Path

import pytest

from seeing.widgets.base import FOLDER, modules

FROM = re.compile(r'\bfrom "([^"]+)"')
SCRIPTS = sorted(FOLDER.rglob("*.js"))
IDS = [script.relative_to(FOLDER).as_posix() for script in SCRIPTS]


def place_of(script: Path) -> str:
    """ "kit", "arithmetic" or the widget's folder, such as "layers/pool_lab"."""
    first, *rest = script.relative_to(FOLDER).parts
    return first if first in {"kit", "arithmetic"} else f"{first}/{rest[0]}"


def forbidden_imports(script: Path, source: str) -> list[str]:
    here = place_of(script)
    allowed = {"kit": {"kit"}, "arithmetic": {"arithmetic", "kit"}}
    may_import = allowed.get(here, {here, "arithmetic", "kit"})
    return [
        target
        for target in FROM.findall(source)
        if place_of((script.parent / target).resolve()) not in may_import
    ]


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_a_module_imports_only_what_the_design_allows(script: Path) -> None:
    assert not forbidden_imports(script, script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_no_module_imports_itself_through_others(script: Path) -> None:
    assert modules(script)[-1] == script


@pytest.mark.parametrize(
    ("script", "target"),
    [
        ("kit/svg.js", "../arithmetic/edges.js"),
        ("arithmetic/edges.js", "../layers/pool_lab/pool_lab.js"),
        ("layers/pool_lab/pool_lab.js", "../channel_view/channel_view.js"),
        ("layers/pool_lab/pool_lab.js", "../../training/learn_kernel/error_chart.js"),
    ],
)
def test_the_rule_notices_an_import_the_wrong_way(script: str, target: str) -> None:
    assert forbidden_imports(FOLDER / script, f'import {{ x }} from "{target}";\n') == [target]
