"""The finished engine of chapter 01 differentiates as torch does, and learns."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from seeing.datasets import digits
from tests.support.chapters import ROOT, answered, code, read

GRAPHS = 200
SHAPES = [(), (1,), (3,), (1, 3), (4, 1), (4, 3), (1, 1)]


@pytest.fixture(scope="module")
def engine() -> SimpleNamespace:
    return SimpleNamespace(**answered(ROOT / "notebooks" / "01_computation_graphs.md"))


class Twins:
    """A node of the engine and torch's tensor of the same value, made side by side."""

    def __init__(self, engine: SimpleNamespace, node: Any, tensor: torch.Tensor) -> None:
        self.engine, self.node, self.tensor = engine, node, tensor

    @classmethod
    def leaf(cls, engine: SimpleNamespace, value: np.ndarray) -> "Twins":
        tensor = torch.tensor(value, dtype=torch.float64, requires_grad=True)
        return cls(engine, engine.Constant(value), tensor)

    def made(self, layer: str, ours: list[Any], theirs: torch.Tensor) -> "Twins":
        return Twins(self.engine, getattr(self.engine, layer)(*ours), theirs)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.node.val.shape


def joined(rng: np.random.Generator, a: Twins, b: Twins) -> Twins:
    """Add or multiply two nodes whose shapes broadcast."""
    if rng.random() < 0.5:
        return a.made("Add", [a.node, b.node], a.tensor + b.tensor)
    return a.made("Multiply", [a.node, b.node], a.tensor * b.tensor)


def concatenated(rng: np.random.Generator, a: Twins, b: Twins) -> Twins:
    """Lay two tables end to end, and bring them to four rows of three by a product."""
    axis = int(rng.integers(0, 2))
    both = a.made(
        "Concatenate", [[a.node, b.node], axis], torch.cat([a.tensor, b.tensor], dim=axis)
    )
    left = Twins.leaf(a.engine, rng.normal(size=(4, both.shape[0])))
    right = Twins.leaf(a.engine, rng.normal(size=(both.shape[1], 3)))
    once = a.made("MatMul", [left.node, both.node], left.tensor @ both.tensor)
    return a.made("MatMul", [once.node, right.node], once.tensor @ right.tensor)


def bent(rng: np.random.Generator, a: Twins) -> Twins:
    theirs = {
        "ReLU": torch.relu,
        "Sigmoid": torch.sigmoid,
        "LogSoftmax": lambda t: torch.log_softmax(t, dim=-1),
    }
    kind = str(rng.choice([*theirs]))
    return a.made(kind, [a.node], theirs[kind](a.tensor))


def ended(rng: np.random.Generator, a: Twins) -> Twins:
    """Make a loss of a table of four rows and three columns."""
    if rng.random() < 0.5:
        target = Twins.leaf(a.engine, rng.normal(size=a.shape))
        theirs = torch.nn.functional.mse_loss(a.tensor, target.tensor)
        return a.made("MeanSquaredError", [a.node, target.node], theirs)
    labels = rng.integers(0, 3, size=4)
    theirs = torch.nn.functional.nll_loss(a.tensor, torch.tensor(labels))
    return a.made("NegativeLogLikelihood", [a.node, labels], theirs)


def random_graph(engine: SimpleNamespace, seed: int) -> tuple[list[Twins], Twins]:
    """Draw leaves of shapes that broadcast, and a graph on them in which nodes are shared."""
    rng = np.random.default_rng(seed)
    leaves = [Twins.leaf(engine, rng.normal(size=shape)) for shape in SHAPES]
    table = leaves[5]  # four rows, three columns: every leaf's shape broadcasts to it
    nodes = [*leaves]
    for _ in range(rng.integers(4, 12)):
        other = nodes[rng.integers(len(nodes))]
        step = rng.random()
        if step < 0.15:
            table = concatenated(rng, table, table if rng.random() < 0.5 else leaves[5])
        elif step < 0.4:
            table = bent(rng, table)
        elif step < 0.5 and other.shape:
            nodes.append(bent(rng, other))
        else:
            pair = [(table, other), (other, table), (table, table)][rng.integers(3)]
            table = joined(rng, *pair)
        nodes.append(table)
    return leaves, ended(rng, table)


@pytest.mark.parametrize("seed", range(GRAPHS))
def test_its_gradients_on_a_random_graph_are_torchs(engine: SimpleNamespace, seed: int):
    leaves, loss = random_graph(engine, seed)
    loss.tensor.backward()
    engine.backward(loss.node)
    engine.backward(loss.node)  # a second call changes nothing

    assert loss.node.val == pytest.approx(loss.tensor.item(), rel=1e-12)
    for leaf in leaves:
        if leaf.tensor.grad is not None:
            theirs = leaf.tensor.grad.numpy()
            scale = max(1.0, np.abs(theirs).max())
            assert leaf.node.grad.shape == theirs.shape
            np.testing.assert_allclose(leaf.node.grad, theirs, rtol=1e-9, atol=1e-10 * scale)


def test_the_random_graphs_hold_every_kind_of_node_and_share_nodes(engine: SimpleNamespace):
    kinds, shared, broadcast = set(), 0, 0
    for seed in range(GRAPHS):
        _, loss = random_graph(engine, seed)
        order = engine.topological_order(loss.node)
        kinds |= {type(node).__name__ for node in order}
        uses = [id(parent) for node in order for parent in node.parents]
        shared += len(uses) > len(set(uses))
        broadcast += any(
            parent.val.shape != node.val.shape
            for node in order
            if isinstance(node, engine.Add | engine.Multiply)
            for parent in node.parents
        )

    layers = {"Add", "Multiply", "MatMul", "ReLU", "Sigmoid", "LogSoftmax", "Concatenate"}
    assert kinds == {"Constant", *layers, "MeanSquaredError", "NegativeLogLikelihood"}
    assert min(shared, broadcast) > GRAPHS / 2


@pytest.mark.parametrize("seed", range(3))
def test_it_learns_to_read_digits(engine: SimpleNamespace, seed: int):
    """The chapter's network and steps, from other starting weights too."""
    rng = np.random.default_rng(seed)
    (x, y), (unseen, labels) = (
        (images.reshape(-1, 64), wanted) for images, wanted in (digits("train"), digits("test"))
    )
    w1 = engine.Constant(rng.normal(size=(64, 32)) * np.sqrt(2 / 64))
    w2 = engine.Constant(rng.normal(size=(32, 10)) * np.sqrt(2 / 32))
    b1, b2 = engine.Constant(np.zeros(32)), engine.Constant(np.zeros(10))

    def network(rows):
        hidden = engine.ReLU(engine.Constant(rows) @ w1 + b1)
        return engine.LogSoftmax(hidden @ w2 + b2)

    for _ in range(2000):
        batch = rng.integers(0, len(x), size=64)
        engine.backward(engine.NegativeLogLikelihood(network(x[batch]), y[batch]))
        for parameter in (w1, b1, w2, b2):
            parameter.val = parameter.val - 0.1 * parameter.grad

    assert (network(unseen).val.argmax(axis=1) == labels).mean() > 0.95


def test_a_table_of_predictions_is_not_compared_with_a_row_of_targets(engine: SimpleNamespace):
    with pytest.raises(ValueError, match="differ in shape"):
        engine.MeanSquaredError(engine.Constant(np.ones((3, 1))), engine.Constant(np.ones(3)))


@pytest.mark.parametrize(
    ("formula", "slope"),
    [(lambda x: 2 * x - 5, 2), (lambda x: 3 + x * x - x, 9), (lambda x: x - x, 0)],
)
def test_numbers_may_stand_in_formulas(engine: SimpleNamespace, formula: Any, slope: float):
    x = engine.Constant(5)
    engine.backward(formula(x))

    assert x.grad == slope


def test_a_node_shows_its_kind_and_value(engine: SimpleNamespace):
    assert repr(engine.Constant([1, 2]) + 1) == "Add([2.0, 3.0])"


WHOLE = [
    cell.source
    for cell in code(read(ROOT / "notebooks" / "01_computation_graphs.md"))
    if "small_loss" in cell.source or "def relative_error" in cell.source
]
PARTS = [
    "unbroadcast", "Add", "Multiply", "topological_order", "backward", "numerical_gradient",
    "MatMul", "ReLU", "Sigmoid", "Concatenate", "LogSoftmax", "MeanSquaredError",
    "NegativeLogLikelihood",
]  # fmt: skip


def test_the_check_of_the_whole_finds_nothing_wrong_with_the_solutions():
    names = answered(ROOT / "notebooks" / "01_computation_graphs.md")
    exec("\n".join(WHOLE), names)

    assert names["relative_error"](names["w"].grad, names["w_steps"]) < 1e-7
    assert names["relative_error"](names["b"].grad, names["b_steps"]) < 1e-7


@pytest.mark.parametrize("part", PARTS)
def test_the_check_of_the_whole_needs_each_part_that_it_says_it_needs(part: str):
    def not_written(*_: Any, **__: Any) -> Any:
        raise NotImplementedError

    names = answered(ROOT / "notebooks" / "01_computation_graphs.md")
    if isinstance(names[part], type):
        names[part].backpropagate = not_written
    else:
        names[part] = not_written

    with pytest.raises(NotImplementedError):
        exec("\n".join(WHOLE), names)


@pytest.mark.parametrize(("part", "leaf"), [("Add", "w"), ("Multiply", "w"), ("Concatenate", "b")])
def test_the_check_of_the_whole_notices_a_contribution_that_is_overwritten(part: str, leaf: str):
    names = answered(ROOT / "notebooks" / "01_computation_graphs.md")
    right = names[part].backpropagate

    def overwriting(node: Any) -> None:
        for parent in node.parents:
            parent.grad = np.zeros_like(parent.val)
        right(node)

    names[part].backpropagate = overwriting
    exec("\n".join(WHOLE), names)

    assert names["relative_error"](names[leaf].grad, names[f"{leaf}_steps"]) > 1e-2
