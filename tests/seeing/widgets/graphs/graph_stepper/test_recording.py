"""What a student's engine really does is recorded, and where it differs from the rules is said."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from traitlets import TraitError

from seeing.widgets import GraphStepper
from seeing.widgets.graphs.graph_stepper.recording import MOST_NODES, record, walk
from tests.support.node import run
from tests.support.other_kinds import engine

FINDINGS = """const { steps } = m.passes({ recording: a });
    return steps.flatMap(({ findings = [] }) => findings);"""
FINAL = """const { graph, states } = m.passes({ recording: a });
    return Object.fromEntries(states.at(-1).grads.map((t, id) =>
        [graph.nodes[id].name, t && [...t.data]]));"""
SPLIT = """const { steps } = m.passes({ recording: a });
    return steps.flatMap(({ gifts = [] }) => gifts.map(({ parts, total }) =>
        [parts && parts.map((t) => [...t.data]), total && [...total.data]]));"""


def node(val: Any, *parents: Any, kind: str = "Constant", back: Any = None, **more: Any) -> Any:
    """A node of a class of that name; back(node): its backpropagate."""
    made = type(kind, (SimpleNamespace,), {"__hash__": object.__hash__})()
    made.val, made.parents, made.grad = np.asarray(val), parents, None
    made.backpropagate = lambda: back and back(made)
    vars(made).update(more)
    return made


def graph(**mistake: bool) -> Any:
    """z = x · y + x + x + x, in the miniature engine."""
    constant, add, multiply, _ = engine(**mistake).objects
    x, y = constant(2.0), constant(3.0)
    x.name, y.name = "x", "y"
    return add(add(multiply(x, y), x), add(x, x))


def findings(output: Any, **options: Any) -> list[str]:
    said: list[str] = run("graph_stepper.js", FINDINGS, record(output, **options))
    return said


def test_a_right_engine_has_no_findings_and_its_gradients_are_shown() -> None:
    recording = record(graph())

    assert run("graph_stepper.js", FINDINGS, recording) == []
    assert run("graph_stepper.js", FINAL, recording)["x"] == [6]  # 3 + 1 + 1 + 1
    assert run("graph_stepper.js", FINAL, recording)["y"] == [2]


def test_two_contributions_that_arrive_at_once_are_told_apart_by_the_rule() -> None:
    constant, add, _, _ = engine().objects

    assert run("graph_stepper.js", SPLIT, record(add(constant(1.0), constant(1.0)))) == [
        [[[1]], [1]], [[[1]], [1]],
    ]  # fmt: skip
    x = constant(1.0)
    assert run("graph_stepper.js", SPLIT, record(add(x, x))) == [[[[1], [1]], [2]]]


def test_a_gradient_that_is_replaced_is_named() -> None:
    said = findings(graph(accumulate=False))

    assert "v₂ (Add) gave x 0, expected 1: it replaced the gradient that was there" in said[1]
    assert said[1].endswith("Add to it with +=.")


def test_a_parent_counted_once_is_named() -> None:
    said = findings(graph(parents_once=True))

    assert said == ["v₃ (Add) gave x 1, expected 2: x is its parent twice, and each time counts."]


def test_what_a_wrong_engine_gave_is_shown_and_not_what_it_should_have_given() -> None:
    assert run("graph_stepper.js", FINAL, record(graph(parents_once=True)))["x"] == [5]


def give(*amounts: Any) -> Any:
    """Make a backpropagate that adds amount(G, parents) to each parent."""

    def back(self: Any) -> None:
        for parent, amount in zip(self.parents, amounts, strict=True):
            parent.grad = parent.grad + amount(self.grad, self.parents)

    return back


def product(back: Any) -> Any:
    """A product of 2 and 5, of which twice the value is returned; so G is 2."""
    x, y = node(2, name="x"), node(5, name="y")
    inner = node(10, x, y, kind="Multiply", back=back, name="p")
    double = give(lambda g, _: 2 * g, lambda g, p: g * p[0].val)
    return node(20, inner, node(2, name="k"), kind="Multiply", back=double)


@pytest.mark.parametrize(
    ("to_x", "said"),
    [
        (lambda g, p: p[1].val, "gave x 5, expected 10: the gradient that came from above, 2"),
        (lambda g, p: -g * p[1].val, "expected 10: the sign is turned round"),
        (lambda g, p: 0 * g, "gave x 0, expected 10: nothing arrived"),
        (lambda g, p: g * p[0].val, "gave x 4, expected 10: look at its rule again"),
    ],
)  # fmt: skip
def test_a_wrong_local_derivative_is_described(to_x: Any, said: str) -> None:
    (found,) = findings(product(give(to_x, lambda g, p: g * p[0].val)))

    assert said in found


def test_a_mistake_above_is_not_blamed_on_what_follows() -> None:
    output = graph()
    output.backpropagate = give(lambda g, _: 7 * g, lambda g, _: g).__get__(output)

    assert findings(output) == ["v₄ (Add) gave v₂ 7, expected 1: look at its rule again."]


def test_a_gradient_of_another_shape_than_its_value_is_named() -> None:
    a, b = node(np.ones((2, 3)), name="a"), node(np.ones(3), name="b")
    add = node(np.full((2, 3), 2), a, b, kind="Add", back=give(lambda g, _: g, lambda g, _: g))

    (said,) = findings(add)

    assert "left b a gradient of 2 × 3, and its value has 3 entries: sum over what" in said


def test_a_change_to_a_stranger_is_named() -> None:
    a, b = node(1.0, name="a"), node(2.0, name="b")

    def share(self: Any) -> None:
        a.grad = a.grad + self.grad
        b.grad = b.grad + 1

    inner = node(1.0, a, kind="Copy", back=share, name="c")
    output = node(3.0, inner, b, kind="Add", back=give(lambda g, _: g, lambda g, _: g))

    assert findings(output) == [
        "c (Copy) changed the gradient of b, no parent of it: "
        "two nodes may share one array, so give each a copy."
    ]


def test_an_array_shared_by_two_gradients_is_named() -> None:
    a = node(1.0, name="a")

    def alias(self: Any) -> None:
        a.grad = self.grad  # no copy
        a.grad += self.grad

    (said,) = findings(node(2.0, a, a, kind="Add", back=alias, name="z"))

    assert said == (
        "z (Add) changed its own gradient: work on a copy, and give no parent the same array."
    )


def test_a_class_of_a_known_name_that_computes_something_else_is_not_judged() -> None:
    x = node(3.0, name="x")

    assert (
        findings(node(9.0, x, x, kind="Add", back=give(lambda g, _: 5 * g, lambda g, _: g))) == []
    )


def test_backpropagate_that_is_not_written_leaves_the_forward_pass() -> None:
    def unwritten(self: Any) -> None:
        raise NotImplementedError

    recording = record(node(2.0, node(1.0), kind="ReLU", back=unwritten, name="z"))
    phases = run(
        "graph_stepper.js",
        "return m.passes({ recording: a }).steps.map((s) => s.phase);",
        recording,
    )

    assert recording["stopped"] == {
        "node": 1, "message": "ReLU.backpropagate() (of z) is not written yet.",
    }  # fmt: skip
    assert phases == ["start", "forward", "stopped"]


def test_a_class_without_backpropagate_is_one_that_is_not_written() -> None:
    output = node(2.0, node(1.0), kind="ReLU")
    del output.backpropagate

    assert record(output)["stopped"]["message"] == "ReLU.backpropagate() is not written yet."


def test_an_error_in_backpropagate_stops_there_and_is_told() -> None:
    def broken(self: Any) -> None:
        self.parents[0].grad += np.ones((5, 5))

    inner = node(np.ones(2), node(np.ones(2)), kind="Exp", back=broken)
    output = node(2.0, inner, kind="Sum", back=give(lambda g, p: g * np.ones(2)))

    recording = record(output)

    assert [step["node"] for step in recording["steps"]] == [2]
    assert recording["stopped"]["node"] == 1
    assert recording["stopped"]["message"].startswith("Exp.backpropagate() raised ValueError: ")


@pytest.mark.parametrize("fails", [False, True])
def test_the_nodes_keep_their_own_gradients(fails: bool) -> None:
    output = graph()
    x = output.parents[1].parents[0]
    x.grad = before = np.array(17.0)
    if fails:
        output.parents[0].backpropagate = lambda: 1 / 0

    record(output)

    assert x.grad is before
    assert before == 17
    assert output.grad == 0.0


def test_nodes_without_a_gradient_stay_without_one() -> None:
    output = graph()
    del output.grad

    record(output)

    assert not hasattr(output, "grad")


def test_a_name_comes_from_the_node_itself_then_from_the_names() -> None:
    x, y = node(1.0, name="x"), node(2.0)
    output = node(3.0, x, y, kind="Add")

    names = {"_": output, "other": x, "y": y, "also_y": y, "z": output, "np": np}

    assert [n["name"] for n in record(output, names)["nodes"]] == ["x", "y", "z"]


def test_a_deep_graph_does_not_overflow_the_stack() -> None:
    output = node(1.0)
    for _ in range(20_000):
        output = node(1.0, output, output, kind="Add")

    with pytest.raises(
        ValueError, match=f"20001 nodes and the figure shows up to {MOST_NODES}: pass"
    ):
        record(output)


def test_parents_come_before_children_and_each_node_once() -> None:
    output = graph()
    order = walk(output)

    assert len(order) == len(set(map(id, order))) == 6
    for position, one in enumerate(order):
        assert all(any(p is q for q in order[:position]) for p in one.parents)


def test_a_cycle_is_refused() -> None:
    a = node(1.0, kind="Add")
    a.parents = (node(1.0, a, kind="ReLU"),)

    with pytest.raises(ValueError, match="is its own ancestor, a cycle: give each result parents"):
        GraphStepper(a)


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (3, "The output is of type int, without `val` and `parents`: pass a node"),
        (
            node(1.0, 2.0, kind="Add"),
            "Parent 0 of Add is of type float, .* wrap plain numbers as Constant",
        ),
        (node(1.0, node(1.0, parents=None), kind="Add"), "parents None: val must be an array"),
        (node(1.0, node("x"), kind="Add"), "has val array.'x'.* an array of numbers"),
    ],
)
def test_what_is_no_node_is_refused(output: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        GraphStepper(output)


def test_large_arrays_travel_as_their_shape_and_infinity_as_a_word() -> None:
    x = node(np.ones((40, 40)), name="x")
    s = node(np.inf, x, kind="Sum", back=give(lambda g, p: g * np.ones((40, 40))))

    recording = record(s)

    assert recording["nodes"][0]["val"] is None
    assert recording["nodes"][0]["shape"] == [40, 40]
    assert recording["nodes"][1]["val"] == ["Infinity"]
    assert run("graph_stepper.js", FINAL, recording)["x"] is None


def test_labels_of_a_loss_are_taken_along() -> None:
    loss = node(1.0, node([[-1.0, -2.0]]), kind="NegativeLogLikelihood", labels=np.array([0]))

    assert record(loss)["nodes"][1]["given"] == {"labels": [0]}


@pytest.mark.parametrize(
    ("traits", "message"),
    [
        ({"inputs": {"x": [[1, 2], [3]]}}, "inputs: x is .* rows of equal length"),
        (
            {"inputs": {"x": np.ones((2, 2, 2))}},
            r"inputs: x has shape \(2, 2, 2\): .* two axes and 64",
        ),
        ({"inputs": {"x": np.ones((9, 9))}}, "up to two axes and 64 entries"),
        ({"inputs": {"x": []}}, r"inputs: x has shape \(0,\)"),
        ({"inputs": {"x": np.nan}}, "inputs: x has an entry that is not finite: replace it"),
        ({"expression": "x" * 401}, "expression: 401 letters are more than 400"),
        ({"position": -1}, "position"),
        ({"selected": -1}, "selected"),
    ],
)
def test_a_trait_that_cannot_be_is_refused(traits: dict[str, Any], message: str) -> None:
    with pytest.raises(TraitError, match=message):
        GraphStepper(**traits)


def test_of_takes_arrays_and_gives_json() -> None:
    widget = GraphStepper.of("z = x @ y", x=np.eye(2), y=3)

    assert widget.inputs == {"x": [[1.0, 0.0], [0.0, 1.0]], "y": 3.0}
    assert widget.recording is None
    assert widget.goal == {"x": 3.0}
    assert GraphStepper.of("z = x", x=1, goal={"x": 0}).goal == {"x": 0.0}
