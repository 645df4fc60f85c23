"""Who may import whom, read from the code itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"seeing", "autograder", "book", "site_extension", "tests", "benchmarks"}
WIDGETS = {  # such as "layers.pool_lab", whose folder has a pool_lab.js
    f"{script.parts[-3]}.{script.stem}"
    for script in (ROOT / "seeing" / "widgets").glob("*/*/*.js")
    if script.stem == script.parent.name
}

# module prefix -> the prefixes of ours it may import; the longest match counts.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "seeing": ("seeing",),
    "seeing.widgets": ("seeing.widgets",),
    "seeing.widgets.base": (),
    "seeing.widgets.traits": ("seeing.widgets.traits",),
    **{
        f"seeing.widgets.{widget}": (
            f"seeing.widgets.{widget}",
            "seeing.widgets.base",
            "seeing.widgets.traits",
            # The networks that the course ships.
            *(("seeing.networks", "seeing.datasets") if widget.startswith("networks.") else ()),
        )
        for widget in WIDGETS
    },
    "seeing.datasets": ("seeing.datasets",),
    "seeing.figures": ("seeing.figures",),
    "seeing.probes": ("seeing.probes", "seeing.tiles"),
    "seeing.tiles": ("seeing.tiles",),
    "seeing.broken_loops": (),
    "seeing.comparison": ("seeing.probes",),
    "seeing.check": ("seeing.check", "seeing.probes", "seeing.comparison"),
    "seeing.features": ("seeing.networks",),
    "autograder": (
        "autograder",
        "seeing.probes",
        "seeing.broken_loops",
        "seeing.tiles",
        "seeing.comparison",
        "seeing.networks",
        "seeing.datasets",
        "seeing.widgets.base.widget_of",  # which widget the start page shows
        "seeing.figures.colours",  # the one source of the colours, for the class report
    ),
    "site_extension": ("site_extension", "autograder", "seeing.widgets"),
}


def imports_of(module: str, source: str) -> set[str]:
    """Return the full names that a module imports from our packages, relative imports resolved."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{origin}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in OURS}


def is_within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def forbidden_imports(module: str, source: str) -> set[str]:
    rule = max((prefix for prefix in MAY_IMPORT if is_within(module, prefix)), key=len)
    return {
        name
        for name in imports_of(module, source)
        if not any(is_within(name, allowed) for allowed in MAY_IMPORT[rule])
    }


def modules() -> list[tuple[str, Path]]:
    found = []
    for base, folder in ((ROOT, "seeing"), (ROOT, "autograder"), (ROOT / "book", "site_extension")):
        for path in sorted((base / folder).rglob("*.py")):
            found.append((".".join(path.relative_to(base).with_suffix("").parts), path))
    return found


@pytest.mark.parametrize(("module", "path"), modules(), ids=[name for name, _ in modules()])
def test_a_module_imports_only_what_the_design_allows(module: str, path: Path):
    found = forbidden_imports(module, path.read_text(encoding="utf-8"))

    assert not found, f"{module} may not import {', '.join(sorted(found))}"


@pytest.mark.parametrize(
    ("module", "line"),
    [
        (
            "layers.pool_lab.pool_lab",
            "from seeing.widgets.layers.channel_view import x",
        ),
        ("layers.pool_lab.pool_lab", "from seeing.networks import x"),
        ("traits.floats", "from seeing.widgets.base import x"),
        ("base", "from seeing.widgets.traits.floats import x"),
    ],
)
def test_the_rule_notices_a_widget_that_reaches_for_another(module: str, line: str):
    assert forbidden_imports(f"seeing.widgets.{module}", line)


def test_the_rule_notices_an_import_inside_a_function():
    found = forbidden_imports("seeing.check", "def f():\n    from autograder import exercises\n")

    assert found == {"autograder.exercises"}


def test_the_rule_resolves_a_relative_import():
    assert forbidden_imports("seeing.check.html", "from ..figures import pictures\n") == {
        "seeing.figures.pictures"
    }
