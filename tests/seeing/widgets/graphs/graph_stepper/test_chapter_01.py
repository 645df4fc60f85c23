"""GraphStepper agrees with the engine of chapter 01, and notices the chapter's known mistakes."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.exercises.c01_computation_graphs import EXERCISES
from seeing.widgets.graphs.graph_stepper.recording import record
from tests.support.chapters import ROOT, answered
from tests.support.node import run

ENGINE = SimpleNamespace(**answered(ROOT / "notebooks" / "01_computation_graphs.md"))
LAYERS = [exercise for exercise in EXERCISES if exercise.probe.__name__ == "pass_back"]
# Mistakes that look alike in every layer are not only noticed but named.
NAMED = {
    "gradient replaced": "it replaced the gradient that was there",
    "upstream gradient left out": "is not in it. Multiply by it",
    "parent used twice served once": "is its parent twice, and each time counts",
    "gradient larger than its node": "sum over what broadcasting repeated",
    "sign turned": "the sign is turned round",
    "node's own gradient overwritten": "changed its own gradient",
}
NOT_PARENTS = {"upstream", "grad_before", "labels", "axis"}
# For each recording: what is said, whether each step could be checked, and where it stopped.
JUDGED = """return a.map((recording) => {
    const { steps } = m.passes({ recording });
    const back = steps.filter(({ phase }) => phase === "backward");
    return { findings: back.flatMap(({ findings }) => findings),
             stopped: recording.stopped !== null,
             kinds: back.filter(({ checked }) => checked)
                 .map(({ node }) => recording.nodes[node].kind) };
});"""


def arguments(inputs: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Return the parents of a case's layer, and what its class is called with."""
    nodes: dict[str, Any] = {}
    parents = []
    for name in (name for name in inputs if name not in NOT_PARENTS):
        value = inputs[name]
        if not isinstance(value, str):
            nodes[name] = ENGINE.Constant(value, name=name)
        parents.append(nodes[value if isinstance(value, str) else name])
    if "axis" in inputs:
        return parents, [parents, inputs["axis"]]
    return parents, [*parents, *([np.array(inputs["labels"])] if "labels" in inputs else [])]


def _others(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the inputs of another node: parents of 1 − value / 2."""
    same = {name for name in inputs if name in NOT_PARENTS or isinstance(inputs[name], str)}
    return {n: v if n in same else 1 - np.asarray(v) / 2 for n, v in inputs.items()}


def recorded(name: str, layer: type, inputs: dict[str, Any]) -> Any:
    """Record one layer of `layer`'s class, as a node that has got the case's gradients."""
    parents, given = arguments(inputs)
    right = getattr(ENGINE, name)(*given)
    node = layer(*given)
    layer(*arguments(_others(inputs))[1])  # would write over what a node keeps at its class
    vars(node).update(vars(right) | vars(node) | {"val": right.val, "name": "node"})
    node.__class__ = type(name, (layer,), {})
    head = ENGINE.Constant(1.0, name="head")
    head.parents = (node, *parents)

    def give() -> None:
        node.grad = node.grad + np.asarray(inputs["upstream"], dtype=float)
        for parent in {id(p): p for p in parents}.values():
            parent.grad = parent.grad + inputs["grad_before"]

    head.backpropagate = give
    return record(head)


def judge(recordings: list[Any]) -> list[dict[str, Any]]:
    judged: list[dict[str, Any]] = run("graph_stepper.js", JUDGED, recordings)
    return judged


def cases(exercise: Any) -> list[dict[str, Any]]:
    return [case.inputs for case in exercise.cases(np.random.default_rng(0))]


@pytest.mark.parametrize("exercise", LAYERS, ids=lambda exercise: exercise.name)
def test_the_finished_engine_is_checked_and_nothing_is_found(exercise: Any) -> None:
    right = getattr(ENGINE, exercise.name)

    judged = judge([recorded(exercise.name, right, inputs) for inputs in cases(exercise)])

    assert [one["findings"] for one in judged] == [[]] * len(judged)
    assert all(exercise.name in one["kinds"] for one in judged)


@pytest.mark.parametrize(
    ("exercise", "mistake"),
    [
        pytest.param(exercise, mistake, id=f"{exercise.name}: {mistake.name}")
        for exercise in LAYERS
        for mistake in exercise.mistakes
    ],
)
def test_a_known_mistake_is_noticed(exercise: Any, mistake: Any) -> None:
    (layer,) = mistake.objects

    judged = judge([recorded(exercise.name, layer, inputs) for inputs in cases(exercise)])

    assert any(one["findings"] or one["stopped"] for one in judged)
    said = [finding for one in judged for finding in one["findings"]]
    if mistake.name in NAMED:
        assert any(NAMED[mistake.name] in finding for finding in said)


def test_the_layers_are_those_of_the_chapter() -> None:
    assert {exercise.name for exercise in LAYERS} == {
        "Add", "Multiply", "MatMul", "ReLU", "Sigmoid", "Concatenate", "LogSoftmax",
        "MeanSquaredError", "NegativeLogLikelihood",
    }  # fmt: skip


def test_the_recorded_gradients_are_those_of_backward() -> None:
    rng = np.random.default_rng(1)
    shapes = {"x": (3, 4), "w": (4, 2), "b": (2,)}
    x, w, b = (ENGINE.Constant(rng.normal(size=shapes[n]), name=n) for n in shapes)
    h = ENGINE.ReLU(x @ w + b)
    loss = ENGINE.NegativeLogLikelihood(ENGINE.LogSoftmax(h * h), [0, 1, 1])
    body = """const { graph, states } = m.passes({ recording: a });
        return Object.fromEntries(states.at(-1).grads.map((t, i) =>
            [graph.nodes[i].name, [...t.data]]));"""

    shown = run("graph_stepper.js", body, record(loss))

    ENGINE.backward(loss)
    for leaf in (x, w, b):
        np.testing.assert_allclose(shown[leaf.name], leaf.grad.ravel(), rtol=1e-9, atol=1e-12)
