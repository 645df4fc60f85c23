"""Who may import whom, read from the code itself."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from seeing.widgets.base import FOLDER
from tests.support.imports import graph, imported_names, modules, room_of

WIDGETS = {  # such as "layers.pool_lab", whose folder has a pool_lab.js
    f"{script.parts[-3]}.{script.stem}"
    for script in FOLDER.glob("*/*/*.js")
    if script.stem == script.parent.name
}

# module prefix -> the prefixes of ours it may import; the longest match counts.
PROBES = ("seeing.probes", "seeing.comparison")
INSIDE = "autograder.sandbox.inside"
EXERCISES = "autograder.exercises"
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
            # The networks that the course ships, and the sets that they were trained on.
            *(
                ("seeing.networks", "seeing.datasets")
                if widget.startswith(("networks.", "pictures."))
                else ()
            ),
            *(("seeing.datasets",) if widget == "training.signal_flow" else ()),
            # How the colours of photographs belong together.
            *(("seeing.features",) if widget == "networks.climb_lab" else ()),
            # The landscape that was measured for chapter 04.
            *(("seeing.measurements",) if widget == "training.search_landscape" else ()),
        )
        for widget in WIDGETS
    },
    "seeing.datasets": ("seeing.datasets",),
    "seeing.figures": ("seeing.figures",),
    "seeing.probes": ("seeing.probes", "seeing.tiles"),
    "seeing.tiles": ("seeing.tiles",),
    "seeing.broken_loops": (),
    "seeing.comparison": ("seeing.probes",),
    "seeing.explanation": ("seeing.explanation", *PROBES),
    "seeing.check": ("seeing.check", *PROBES, "seeing.explanation"),
    "seeing.features": ("seeing.features",),
    "autograder": ("autograder.commands",),  # `python -m autograder`
    "autograder.commands": (
        "autograder.commands",
        "autograder.collecting",
        "autograder.grading",
        "autograder.reports",
        "autograder.judging",
        "autograder.release",
        "autograder.sandbox.host",
        "autograder.files",
    ),
    "autograder.collecting": (
        "autograder.collecting",
        "autograder.grading.submissions",
        "autograder.grading.nbgrader_bridge.exchange_files",
        "autograder.intake",
        "autograder.files",
    ),
    "autograder.grading": (
        "autograder.grading.class_run",
        "autograder.grading.submissions",
        "autograder.grading.verdict_store",
        "autograder.judging",
        "autograder.intake",
        INSIDE,
    ),
    "autograder.grading.nbgrader_bridge": (
        "autograder.grading",
        "autograder.reports",
        "autograder.judging",
        "autograder.intake",
        EXERCISES,
        "autograder.sandbox",
        "autograder.files",
    ),
    "autograder.grading.runners": (
        "autograder.grading.runners",
        "autograder.files",
        "autograder.judging",
        "autograder.sandbox",
    ),
    "autograder.reports": (
        "autograder.reports",
        "autograder.files",
        "autograder.judging",
        EXERCISES,
        *PROBES,
        "seeing.figures.colours",  # the one source of the colours, for the class report
    ),
    "autograder.judging": (
        "autograder.judging",
        "autograder.intake",
        "autograder.sandbox",
        EXERCISES,
        "autograder.files",
        *PROBES,
        "seeing.explanation",
    ),
    "autograder.intake": ("autograder.intake",),
    "autograder.release": (
        "autograder.release",
        EXERCISES,
        "autograder.files",
        *PROBES,
        "seeing.check.starting_code",
        "seeing.widgets",
    ),
    EXERCISES: (EXERCISES, *PROBES, "seeing.broken_loops", "seeing.tiles"),
    "autograder.reference": ("autograder.reference",),
    "autograder.sandbox.host": ("autograder.sandbox", "seeing.probes"),
    # What a student's process can read: no exercise, no reference, no judge.
    INSIDE: (INSIDE, "seeing.probes"),
    "autograder.files": (),
    "site_extension": ("site_extension", "autograder", "seeing.widgets"),
    "tests.support": (
        "tests.support",
        "tests.right_answers",
        "autograder",
        "seeing",
        "site_extension",
    ),
    "tests.right_answers": ("tests.right_answers", "seeing"),
    "tools": ("tools", "tests.support", "autograder", "seeing"),
    "benchmarks": ("benchmarks", "tests.support", "autograder", "seeing"),
    # Its class is made of those submissions.
    "benchmarks.class_of_200": ("tests.support", "tests.submissions", "autograder"),
    "tests": ("tests", "tools", "benchmarks", "autograder", "seeing", "site_extension"),
}


def is_within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def forbidden_imports(module: str, source: str) -> set[str]:
    rule = max((prefix for prefix in MAY_IMPORT if is_within(module, prefix)), key=len)
    return {
        name
        for name in imported_names(module, source)
        if not any(is_within(name, allowed) for allowed in MAY_IMPORT[rule])
    }


@pytest.mark.parametrize(("module", "path"), modules().items(), ids=list(modules()))
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


def test_no_module_imports_itself_through_others():
    assert cycle_in(graph()) == []


def test_imports_between_rooms_run_one_way():
    rooms: dict[str, set[str]] = {}
    for module, imports in graph().items():
        targets = {room_of(target) for target in imports}
        rooms.setdefault(room_of(module), set()).update(targets - {room_of(module)})

    assert cycle_in(rooms) == []


def test_a_cycle_is_noticed():
    assert sorted(cycle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})[1:]) == ["a", "b", "c"]


def cycle_in(imports: dict[str, frozenset[str]] | dict[str, set[str]]) -> list[str]:
    """Return the modules of one cycle, the first one twice; [] where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_class_name_stands_twice():
    places: dict[str, list[str]] = {}
    for module, path in modules("seeing", "autograder").items():
        for name in class_names(path):
            places.setdefault(name, []).append(module)

    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def class_names(path: Path) -> list[str]:
    """Return the classes at the top of a module. Those inside functions are students' mistakes."""

    return [
        n.name
        for n in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(n, ast.ClassDef)
    ]


def test_the_rule_notices_an_import_inside_a_function():
    found = forbidden_imports("seeing.check", "def f():\n    from autograder import exercises\n")

    assert found == {"autograder.exercises"}


def test_the_rule_resolves_a_relative_import():
    assert forbidden_imports("seeing.check.html", "from ..figures import pictures\n") == {
        "seeing.figures.pictures"
    }
