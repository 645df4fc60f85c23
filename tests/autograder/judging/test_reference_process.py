"""The reference process: the same results, started again when it dies, and no one's grade lost."""

import ast
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from autograder import exercises
from autograder.exercises.outcomes import as_wanted
from autograder.files import ROOT
from autograder.judging.judge import hidden_cases, judge
from autograder.judging.reference_process import References, in_process
from autograder.judging.verdict import EngineError
from seeing.probes import Outcome, observe
from tests.support.failing_references import (
    dies_once,
    exercise_with,
    fails,
    hangs,
    mark_of,
    process_of,
)
from tests.support.other_kinds import ENGINE, TRAINING

EXERCISES = exercises.load("07_convolution_filters")
CONV1D = EXERCISES["conv1d"]
ALL = [*EXERCISES.values(), ENGINE, TRAINING]
SEED = "5eed" * 8


@pytest.fixture(scope="module")
def references() -> Iterator[References]:
    with References(time_limit_s=60) as process:
        yield process


@pytest.fixture(scope="module")
def on_the_cpu() -> Iterator[References]:
    with References("cpu") as process:
        yield process


def bytes_of(outcomes: list[Outcome]) -> list[dict[str, bytes]]:
    return [{name: a.tobytes() for name, a in o.arrays.items()} for o in outcomes]


def ask(references: References, reference) -> int:
    """Return the number of the process that answers."""
    exercise = exercise_with(reference)
    (outcome,) = references(exercise, hidden_cases(exercise, SEED))
    return int(outcome.arrays["output"])


def test_the_device_is_the_gpu_where_there_is_one(references: References):
    assert references.running_on == ("cuda" if torch.cuda.is_available() else "cpu")


@pytest.mark.parametrize("known", ALL, ids=[known.name for known in ALL])
def test_the_process_gives_what_the_reference_gives_here(references: References, known):
    cases = hidden_cases(known, SEED)
    there, here = references(known, cases), in_process(known, cases)

    for case, a, b in zip(cases, there, here, strict=True):
        assert as_wanted(known, case, b).matches(Outcome(as_wanted(known, case, a).arrays, a.error))


@pytest.mark.parametrize("known", ALL, ids=[known.name for known in ALL])
def test_the_process_gives_the_same_bytes_each_time(references: References, known):
    cases = hidden_cases(known, SEED)

    assert bytes_of(references(known, cases)) == bytes_of(references(known, cases))


def test_it_is_one_process_and_not_this_one(references: References):
    first, second = ask(references, process_of), ask(references, process_of)

    assert first == second != os.getpid()


def test_a_verdict_is_the_same_with_the_process_and_without(references: References):
    for known in (CONV1D, ENGINE):
        objects = known.mistakes[1].objects

        def caller(inputs, known=known, objects=objects):
            return observe(known.probe, objects, inputs)

        assert judge(known, caller, SEED, references) == judge(known, caller, SEED)


def test_what_cannot_be_named_to_another_process_is_said_to_be_so(references: References):
    with pytest.raises(EngineError, match="failing: the reference cannot be named"):
        ask(references, lambda: 1)
    assert ask(references, process_of)


def test_a_process_that_dies_is_started_again(references: References):
    before = ask(references, process_of)
    try:
        after = ask(references, dies_once)

        assert mark_of(os.getpid()).exists()
    finally:
        mark_of(os.getpid()).unlink(missing_ok=True)
    assert after != before


def test_a_reference_that_fails_twice_is_an_engine_error_and_the_next_works(
    references: References,
):
    with pytest.raises(EngineError, match="failing: the reference raised RuntimeError"):
        ask(references, fails)

    assert ask(references, process_of)


def test_closing_ends_the_process_and_may_be_done_twice(references: References):
    process = ask(references, process_of)
    references.close()
    references.close()

    assert gone(process)


def test_a_reference_that_hangs_is_ended():
    with References(time_limit_s=0.2) as process, pytest.raises(EngineError, match="within"):
        ask(process, hangs)


PARENT = """
import sys
from autograder.judging.reference_process import References
process = References("cpu")
assert process.running_on == "cpu"
print(process._process.pid, flush=True)
sys.stdin.read()
"""


def test_the_process_ends_when_its_parent_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()

    assert gone(child)


def gone(pid: int) -> bool:
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":  # nobody is left here to take it
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("known", ALL, ids=[known.name for known in ALL])
def test_the_device_that_grades_agrees_with_the_cpu_within_tolerance(
    references: References, on_the_cpu: References, known
):
    """The GPU where there is one; elsewhere two processes must agree."""
    cases = hidden_cases(known, SEED)
    for case, a, b in zip(cases, references(known, cases), on_the_cpu(known, cases), strict=True):
        came = as_wanted(known, case, a)
        assert as_wanted(known, case, b).matches(Outcome(came.arrays, came.error))


def test_no_reference_asks_a_gpus_tensor_for_numpy_without_force():
    """`numpy()` fails on a GPU; `numpy(force=True)` copies first."""
    folder = Path(exercises.__file__).parent
    bare = [
        f"{path.name}:{node.lineno}"
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "numpy"
        and not any(keyword.arg == "force" for keyword in node.keywords)
    ]

    assert bare == []
