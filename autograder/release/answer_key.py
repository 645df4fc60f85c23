"""The data that `check` reads: visible cases, right outcomes, outcomes of each mistake. No code.

The cases are drawn with a seed of their own, so the values that grade are others.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from autograder import exercises
from autograder.exercises import Case, Exercise
from autograder.exercises.outcomes import right_outcome, visible_cases, wrong_outcome
from autograder.files import ROOT, digest_of, write_atomically
from autograder.release.starter_code import REPAIR, tag_of
from seeing.check.starting_code import body_of
from seeing.comparison import Wanted
from seeing.probes import Array

FOLDER = ROOT / "seeing" / "answer_keys"
# Far finer than any tolerance, and coarser than what two processors' last bits disagree on.
DIGITS = 12
# All that a key can depend on beside its chapter's exercises: what they are made of, probes, what
# these import, and the libraries' versions.
MADE_FROM = (
    "autograder/exercises/*.py",
    "autograder/release/answer_key.py",
    "seeing/broken_loops.py",
    "seeing/check/starting_code.py",
    "seeing/comparison.py",
    "seeing/probes/**/*.py",
    "seeing/tiles/**/*.py",
    "constraints.txt",
)
OF_A_CHAPTER = re.compile(r"^from autograder\.exercises\.(c\d\d_\w+)", re.MULTILINE)


def write(chapter: str, directory: Path = FOLDER) -> Path:
    """Write a chapter's answer key, unless the one that is there was made from the same sources.

    chapter: such as "07_convolution_filters"
    returns the path, `directory/<chapter>.json`
    """
    path = Path(directory) / f"{chapter}.json"
    if not is_current(chapter, directory):  # it takes seconds to compute
        write_atomically(path, render(chapter))
    return path


def is_current(chapter: str, directory: Path = FOLDER) -> bool:
    """Tell whether a chapter's answer key is there, made from the sources as they stand."""
    beginning = _beginning(chapter)
    try:
        with (Path(directory) / f"{chapter}.json").open(encoding="utf-8") as file:
            return file.read(len(beginning)) == beginning
    except FileNotFoundError:
        return False


def render(chapter: str) -> str:
    """Return a chapter's answer key as JSON, the same bytes every time."""
    # Torch, which no command but the one that makes a key waits for.
    from seeing.probes.networks.library import one_thread

    known = exercises.load(chapter)
    withheld = exercises.hidden_packages(chapter)
    # With arrays as small as these several threads wait for each other: on two busy cores they took
    # twenty times as long.
    with one_thread():
        entries = {name: _entry(known[name]) | {"withheld": withheld} for name in known}
    text = json.dumps({"exercises": entries}, ensure_ascii=False, allow_nan=False)
    return f"{_beginning(chapter)}{text[1:]}\n"


def exercises_of(chapter: str) -> list[str]:
    """Return patterns of a chapter's own exercise files, and of other chapters' that these import.

    chapter: such as "10_pooling_and_convolutional_networks", which takes windows from chapter 09
    """
    packages, found = [f"c{chapter}"], []
    for package in packages:
        found.append(f"autograder/exercises/{package}/**/*.py")
        for path in sorted(ROOT.glob(found[-1])):
            packages += [
                name
                for name in OF_A_CHAPTER.findall(path.read_text(encoding="utf-8"))
                if name not in packages
            ]
    return found


def _beginning(chapter: str) -> str:
    """Return how the file begins: with the chapter, and a digest of what the key is made from."""
    head = {"chapter": chapter, "made_from": digest_of(ROOT, (*MADE_FROM, *exercises_of(chapter)))}
    return json.dumps(head, ensure_ascii=False)[:-1] + ", "


def _entry(exercise: Exercise) -> dict[str, Any]:
    return {
        "points": exercise.points,
        "probe": exercise.probe.__name__,
        "objects": list(exercise.objects),
        "groups": dict(exercise.groups),
        **({"not_alone": list(exercise.not_alone)} if exercise.not_alone else {}),
        "mistakes": {mistake.name: mistake.help for mistake in exercise.mistakes},
        "cases": [_case(exercise, case) for case in visible_cases(exercise)],
        **({"starts_as": start} if (start := _broken_code(exercise)) else {}),
        **({"measure": exercise.measure.__name__} if exercise.measure else {}),
        **({"yardstick": exercise.yardstick.__name__} if exercise.yardstick else {}),
    }


def _broken_code(exercise: Exercise) -> str:
    """Return the code that the answer starts from if it runs and does something wrong, else ""."""
    text = body_of(exercise.starts_as) if exercise.starts_as else ""
    return text if text and tag_of(text) == REPAIR else ""


def _case(exercise: Exercise, case: Case) -> dict[str, Any]:
    expected = right_outcome(exercise, case)
    wrong = {m.name: wrong_outcome(exercise, m, case) for m in exercise.mistakes}
    return {
        "group": case.group,
        "about": case.about,
        "inputs": {name: _value(value) for name, value in case.inputs.items()},
        **({"unseen": {n: _value(v) for n, v in case.unseen.items()}} if case.unseen else {}),
        **({"at_most": case.at_most} if case.at_most else {}),
        "expected": _outcome(expected),
        # A mistake that does not show in this case is left out.
        "mistakes": {
            name: _outcome(outcome)
            for name, outcome in wrong.items()
            if not expected.equals(outcome)
        },
    }


def _outcome(wanted: Wanted) -> dict[str, Any]:
    if wanted.error:
        return {"error": wanted.error}
    return {
        name: _array(array) | {"tolerance": _number(wanted.tolerances[name])}
        for name, array in wanted.arrays.items()
    }


def _value(value: Any) -> Any:
    """Write an array with its dtype; lists and numbers as they are."""
    return _array(value) if isinstance(value, np.ndarray) else value


def _array(array: Array) -> dict[str, Any]:
    numbers = [_number(value) for value in array.ravel().tolist()]
    return {"dtype": str(array.dtype), "shape": list(array.shape), "entries": numbers}


def _number(value: float) -> float | int | str:
    if isinstance(value, int):
        return value
    if not np.isfinite(value):
        return str(value)  # JSON has no NaN; float("nan") reads it back
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded
