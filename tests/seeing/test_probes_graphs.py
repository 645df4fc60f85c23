"""Probes of graphs: what is built, what is asked, what is read, and what cannot be forged."""

import numpy as np
import pytest

from seeing.probes import (
    AnotherResultError,
    InputChangedError,
    Outcome,
    OutputError,
    flow_back,
    list_nodes,
    measured,
    observe,
    pass_back,
    place_in_order,
    step_and_compare,
    sum_to_shape,
)
from seeing.probes.graphs import Node, build

GRAPH = "p ← 2 x + 3 y; q ← p + p"


def depth_first(output):
    order = []

    def visit(node):
        for parent in node.parents:
            visit(parent)
        if node not in order:
            order.append(node)

    visit(output)
    return order


def walk_back(output):
    for node in (order := depth_first(output)):
        node.grad = np.zeros_like(node.val)
    output.grad = np.ones_like(output.val)
    for node in reversed(order):
        node.backpropagate()


def test_a_graph_is_built_from_words_with_its_values():
    nodes = build(GRAPH, {"x": 5.0, "y": 7.0})

    assert {name: float(node.val) for name, node in nodes.items()} == {
        "x": 5,
        "y": 7,
        "p": 31,
        "q": 62,
    }
    assert nodes["q"].parents == (nodes["p"], nodes["p"])


def test_a_node_hands_back_its_gradient_times_each_factor_on_top_of_what_is_there():
    nodes = build(GRAPH, {"x": 5.0, "y": 7.0})
    nodes["x"].grad, nodes["p"].grad = np.array(100.0), np.array(10.0)
    nodes["p"].backpropagate()

    assert (nodes["x"].grad, nodes["y"].grad) == (120, 30)


def test_nodes_are_numbered_as_they_are_mentioned():
    listed = list_nodes([depth_first], {"graph": GRAPH, "output": "q"})

    assert listed.tolist() == [0, 1, 2, 3]


def test_a_list_with_something_else_in_it_is_no_order():
    with pytest.raises(OutputError, match="no node of this graph"):
        list_nodes([lambda output: [output, 7]], {"graph": GRAPH, "output": "q"})
    with pytest.raises(OutputError, match="a list of nodes"):
        list_nodes([lambda output: 7], {"graph": GRAPH, "output": "q"})


def test_an_order_that_keeps_the_nodes_of_the_first_call_is_noticed():
    def kept(output: Node, order: list[Node] = []) -> list[Node]:  # noqa: B006 - the mistake
        for parent in output.parents:
            kept(parent)
        order.append(output)
        return order

    with pytest.raises(AnotherResultError):
        list_nodes([kept], {"graph": GRAPH, "output": "q"})


@pytest.mark.parametrize(
    ("order", "times", "follows"),
    [
        ([0, 1, 2, 3], [1, 1, 1, 1], [1, 1, 1, 1]),
        ([1, 0, 2, 3], [1, 1, 1, 1], [1, 1, 1, 1]),
        ([0, 2, 1, 3], [1, 1, 1, 1], [1, 1, 0, 1]),
        ([0, 1, 2, 2, 3], [1, 1, 2, 1], [1, 1, 1, 1]),
        ([3], [0, 0, 0, 1], [1, 1, 0, 1]),
    ],
)
def test_an_order_is_judged_by_repeats_and_by_what_comes_first(order, times, follows):
    came = place_in_order({"output": np.array(order)}, {"graph": GRAPH})

    assert came["times listed (x y p q)"].tolist() == times
    assert came["after its parents (x y p q)"].tolist() == follows


@pytest.mark.parametrize("numbers", [[0, 1, 2, 4], [-1, 1, 2, 3], [[0, 1], [2, 3]]])
def test_numbers_that_no_node_has_are_an_output_error(numbers):
    outcome = Outcome({"output": np.array(numbers)})

    assert measured(place_in_order, outcome, {"graph": GRAPH}).error == "OutputError"


def test_gradients_flow_back_to_every_node():
    came = flow_back([walk_back], {"graph": GRAPH, "outputs": "q", "x": 5.0, "y": 7.0})

    assert {name: float(grad) for name, grad in came.items()} == {
        "x.grad": 4,
        "y.grad": 6,
        "p.grad": 2,
        "q.grad": 1,
    }


def test_the_function_is_called_once_for_each_output_in_turn():
    called = []

    def notes(output):
        called.append(output.name)
        walk_back(output)

    flow_back([notes], {"graph": GRAPH, "outputs": "q, p, q", "x": 5.0, "y": 7.0})

    assert called == ["q", "p", "q"]


def test_a_value_that_moves_is_noticed_and_named():
    def moves(output):
        output.parents[0].val = output.parents[0].val + 1

    with pytest.raises(InputChangedError, match=r"^p\.val$"):
        flow_back([moves], {"graph": GRAPH, "outputs": "q", "x": 5.0, "y": 7.0})


def test_a_gradient_that_is_none_is_named():
    def forgets(output):
        output.parents[0].parents[1].grad = None

    with pytest.raises(OutputError, match="the gradient of y"):
        flow_back([forgets], {"graph": GRAPH, "outputs": "q", "x": 5.0, "y": 7.0})


class Scaled:
    """Three times its parent; labels and axis are kept to be looked at."""

    def __init__(self, parents, *others):
        self.parents = parents if isinstance(parents, list) else [parents]
        self.others = others

    def backpropagate(self):
        for parent in self.parents:
            parent.grad = parent.grad + 3 * self.grad


CASE = {"a": np.array([1.0, 2.0]), "upstream": np.array([10.0, 20.0]), "grad_before": 0.5}


def test_a_node_is_made_and_hands_its_gradient_back_on_top_of_what_was_there():
    assert pass_back([Scaled], CASE)["a.grad"].tolist() == [30.5, 60.5]


def test_a_parent_named_once_more_is_the_same_node():
    came = pass_back([Scaled], {"a": CASE["a"], "b": "a", **CASE, "axis": 0})

    assert set(came) == {"a.grad"}
    assert came["a.grad"].tolist() == [60.5, 120.5]


def test_labels_come_after_the_parents_and_axis_after_their_list():
    seen = []

    class Looks(Scaled):
        def __init__(self, *given):
            seen.append(given)
            super().__init__(given[0])

    pass_back([Looks], {**CASE, "labels": np.array([1, 0])})
    pass_back([Looks], {**CASE, "axis": -1})

    (node, labels), _, (nodes, axis), _ = seen  # each is followed by a second node of the class
    assert node.val.tolist() == [1, 2]
    assert labels.tolist() == [1, 0]
    assert nodes[0].val.tolist() == [1, 2]
    assert axis == -1


def test_a_node_that_keeps_at_its_class_what_is_its_own_passes_back_anothers():
    class Shared(Scaled):
        values = ()

        def __init__(self, parent):
            super().__init__(parent)
            Shared.values = [parent.val]

        def backpropagate(self):
            (parent,) = self.parents
            parent.grad = parent.grad + self.grad * Shared.values[0]

    got = pass_back([Shared], CASE)

    ours = np.array([1, 2])  # the parent's value
    assert (
        got["a.grad"].tolist() == (CASE["grad_before"] + CASE["upstream"] * (1 - ours / 2)).tolist()
    )


def test_a_node_that_writes_into_its_own_gradient_is_noticed():
    class Spoils(Scaled):
        def backpropagate(self):
            self.grad *= 3

    with pytest.raises(InputChangedError, match="the node's own grad"):
        pass_back([Spoils], CASE)


def test_a_node_that_writes_into_its_parents_value_is_noticed():
    class Spoils(Scaled):
        def backpropagate(self):
            self.parents[0].val[0] = 9

    with pytest.raises(InputChangedError, match=r"^a\.val$"):
        pass_back([Spoils], CASE)


def test_the_case_stays_as_it_was_whatever_a_node_does():
    class Spoils(Scaled):
        def backpropagate(self):
            self.grad *= 3
            self.parents[0].val *= 3

    observe(pass_back, [Spoils], CASE)

    assert CASE["upstream"].tolist() == [10, 20]
    assert CASE["a"].tolist() == [1, 2]


@pytest.mark.parametrize("shape", [[2, 1], np.array([], dtype=int), np.array([3])])
def test_a_shape_goes_as_a_tuple_of_plain_integers(shape):
    def keep(grad, wanted):
        assert type(wanted) is tuple
        assert all(type(n) is int for n in wanted)
        return np.zeros(wanted)

    given = {"grad": np.ones((2, 3)), "shape": shape}

    assert sum_to_shape([keep], given).shape == tuple(shape)


def test_a_gradient_that_is_changed_on_the_way_is_noticed():
    def spoils(grad, shape):
        grad[0] = 7
        return grad

    with pytest.raises(InputChangedError, match=r"^grad$"):
        sum_to_shape([spoils], {"grad": np.ones(2), "shape": [2]})


def test_the_function_to_differentiate_is_the_one_that_is_described():
    inputs = {"x": np.array([2.0, 3.0]), "c": np.array([1.0, -1.0]), "eps": 0.5}
    seen = []

    def asks(f, x, eps):
        seen.append((f(x), eps))
        return x

    step_and_compare([asks], inputs)

    assert seen == [((8 - 27) + (2 - 3) ** 2, 0.5)]


def test_an_x_that_is_put_back_but_for_rounding_passes_and_one_that_is_not_does_not():
    inputs = {"x": np.array([2.0, 3.0]), "c": np.ones(2), "eps": 0.5}

    def rounds(f, x, eps):
        x += 0.1
        x -= 0.1
        return x

    def moves(f, x, eps):
        x += 0.1
        return x

    assert observe(step_and_compare, [rounds], inputs).error == ""
    assert observe(step_and_compare, [moves], inputs).error == "InputChangedError"
