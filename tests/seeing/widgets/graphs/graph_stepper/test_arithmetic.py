"""What GraphStepper computes from a typed expression equals torch, forward and backward."""

from typing import Any

import numpy as np
import pytest
import torch

from tests.support.node import run

CASES = 300
LEAVES = {"a": (), "v": (3,), "u": (2, 1), "x": (2, 3), "y": (2, 3), "w": (3, 2)}
FUNCTIONS = {
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "exp": torch.exp,
    "log": torch.log,
    "sum": torch.sum,
    "mean": torch.mean,
}
# The last state of each expression: the output, and the gradient of each input, as flat lists.
FINAL = """return a.map((traits) => {
    const { graph, states } = m.passes({ ...traits, recording: null });
    const flat = (t) => ({ shape: t.shape, data: [...t.data] });
    const grads = states.at(-1).grads.map((t, id) => [graph.nodes[id].name, t && flat(t)]);
    return { value: flat(graph.nodes[graph.output].val), grads: Object.fromEntries(grads) };
});"""


def random_expression(rng: np.random.Generator) -> str:
    """Lines of the grammar, which are Python as well; shapes may not fit."""
    names, lines = list(LEAVES), []

    def part(depth: int) -> str:
        kind = rng.choice(
            ["leaf", "binary", "function", "minus", "power"], p=[0.2, 0.45, 0.2, 0.08, 0.07]
        )
        if depth == 0 or kind == "leaf":
            number = rng.random() < 0.1
            return f"{rng.uniform(0.2, 3):.2f}" if number else str(rng.choice(names))
        inner = part(depth - 1)
        if kind == "binary":
            return f"({inner} {rng.choice(list('++--**/@@'))} {part(depth - 1)})"
        if kind == "function":
            return f"{rng.choice(list(FUNCTIONS))}({inner})"
        return f"-{inner}" if kind == "minus" else f"({inner}) ** {rng.choice([2, 3, -1, 0])}"

    for line in range(int(rng.integers(1, 4))):
        lines.append(f"h{line} = {part(3)}")
        names += [f"h{line}"] * 3  # shared nodes are what matters
    return "; ".join(lines)


def by_torch(expression: str, inputs: dict[str, Any]) -> tuple[Any, dict[str, Any]] | None:
    """Let Python read the expression and torch differentiate; None where it does not fit."""
    leaves = {
        n: torch.tensor(v, dtype=torch.float64, requires_grad=True) for n, v in inputs.items()
    }
    names = FUNCTIONS | leaves
    try:
        for line in expression.split("; "):
            name, text = line.split(" = ", 1)
            names[name] = eval(text, {"__builtins__": {}}, names)
            if not torch.isfinite(names[name]).all() or names[name].abs().max() > 1e4:
                return None
        output = names[name]
        output.sum().backward()
    except (RuntimeError, TypeError, AttributeError):
        return None
    grads = {n: leaf.grad for n, leaf in leaves.items() if leaf.grad is not None}
    return output.detach(), grads


def random_cases() -> list[tuple[dict[str, Any], Any, dict[str, Any]]]:
    rng = np.random.default_rng(6)
    cases: list[tuple[dict[str, Any], Any, dict[str, Any]]] = []
    while len(cases) < CASES:
        expression = random_expression(rng)
        inputs = {name: rng.normal(size=shape).tolist() for name, shape in LEAVES.items()}
        with np.errstate(all="ignore"):
            right = by_torch(expression, inputs)
        if right and right[1] and all(torch.isfinite(g).all() for g in right[1].values()):
            cases.append(({"expression": expression, "inputs": inputs}, *right))
    return cases


def test_values_and_gradients_of_random_expressions_equal_torch() -> None:
    cases = random_cases()

    results = run("graph_stepper.js", FINAL, [traits for traits, _, _ in cases])

    for (traits, value, grads), result in zip(cases, results, strict=True):
        about = traits["expression"]
        assert result["value"]["shape"] == list(value.shape), about
        np.testing.assert_allclose(
            result["value"]["data"], value.ravel(), rtol=1e-9, atol=1e-9, err_msg=about
        )
        for name, grad in grads.items():
            got = result["grads"][name]
            assert got["shape"] == list(grad.shape), about
            scale = max(1.0, float(grad.abs().max()))
            np.testing.assert_allclose(
                got["data"], grad.ravel(), rtol=1e-8, atol=1e-9 * scale, err_msg=about
            )


def test_the_random_expressions_broadcast_share_nodes_and_use_every_sign() -> None:
    texts = [traits["expression"] for traits, _, _ in random_cases()]

    assert all(any(sign in text for text in texts) for sign in ["+", "-", "*", "/", "@", "**"])
    assert all(any(f"{name}(" in text for text in texts) for name in FUNCTIONS)
    assert sum(text.count("h0") > 2 for text in texts) > 20


LOSSES = """return a.map(({ kind, shapes, values, upstream, given, val }) => {
    const t = (shape, data) => ({ shape, data: Float64Array.from(data) });
    const parents = values.map((data, i) => t(shapes[i], data));
    const node = { given, val: val && t(val.shape, val.data) };
    const value = m.OPERATIONS[kind].forward(parents, node);
    const G = t(value.shape, upstream);
    const parts = m.OPERATIONS[kind].backward(G, parents, value, node);
    return { value: [...value.data], parts: parts.map((p) => [...p.data]) };
});"""


def layer(kind: str, *parents: Any, given: Any = None, val: Any = None) -> Any:
    """Run one layer of the engine in JavaScript with an upstream gradient of 1, 2, 3 …"""
    size = 1 if val is None else val.numel()
    case = {
        "kind": kind,
        "shapes": [list(p.shape) for p in parents],
        "values": [p.detach().ravel().tolist() for p in parents],
        "upstream": list(range(1, size + 1)),
        "given": given or {},
        "val": val is not None
        and {"shape": list(val.shape), "data": val.detach().ravel().tolist()},
    }
    return run("graph_stepper/operations.js", LOSSES, [case])[0]


def equals_torch(result: Any, output: torch.Tensor, *parents: torch.Tensor) -> None:
    upstream = torch.arange(1.0, output.numel() + 1, dtype=torch.float64).reshape(output.shape)
    output.backward(upstream)
    np.testing.assert_allclose(result["value"], output.detach().ravel(), rtol=1e-12)
    for part, parent in zip(result["parts"], parents, strict=True):
        assert parent.grad is not None
        np.testing.assert_allclose(part, parent.grad.ravel(), rtol=1e-9, atol=1e-12)


def leaf(*shape: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(sum(shape))
    return torch.randn(*shape, dtype=torch.float64, generator=generator).requires_grad_()


def test_log_softmax_equals_torch() -> None:
    x = leaf(3, 4)
    output = torch.log_softmax(x, dim=1)

    equals_torch(layer("LogSoftmax", x, val=output), output, x)


def test_log_softmax_of_large_scores_does_not_overflow() -> None:
    x = torch.tensor([[1000.0, 999.0], [-1000.0, -1001.0]], dtype=torch.float64, requires_grad=True)
    output = torch.log_softmax(x, dim=1)

    equals_torch(layer("LogSoftmax", x, val=output), output, x)


def test_mean_squared_error_equals_torch() -> None:
    x, target = leaf(3, 4), leaf(1, 12).detach().reshape(3, 4).requires_grad_()

    equals_torch(layer("MeanSquaredError", x, target), torch.mean((x - target) ** 2), x, target)


def test_negative_log_likelihood_equals_torch() -> None:
    x, labels = leaf(3, 4), torch.tensor([2, 0, 3])
    output = torch.nn.functional.nll_loss(x, labels)

    equals_torch(layer("NegativeLogLikelihood", x, given={"labels": labels.tolist()}), output, x)


@pytest.mark.parametrize("axis", [0, 1])
def test_concatenate_equals_torch(axis: int) -> None:
    shapes = [(2, 3), (1, 3)] if axis == 0 else [(2, 3), (2, 2)]
    parts = [leaf(*shape) for shape in shapes]
    output = torch.cat(parts, dim=axis)

    equals_torch(layer("Concatenate", *parts, val=output), output, *parts)


def test_the_lecture_s_graph_gives_2_for_x_and_1_for_y() -> None:
    inputs = {"x": [[1, 0], [0, 1]], "y": [[1, 1], [1, 0]]}

    (result,) = run("graph_stepper.js", FINAL, [{"expression": "z = x + x + y", "inputs": inputs}])

    assert result["value"] == {"shape": [2, 2], "data": [3, 1, 1, 2]}
    assert result["grads"]["x"]["data"] == [2, 2, 2, 2]
    assert result["grads"]["y"]["data"] == [1, 1, 1, 1]


def test_a_shared_node_shows_each_contribution_before_the_sum() -> None:
    body = """const { states, graph } = m.passes({ ...a, recording: null });
        const x = graph.nodes.findIndex(({ name }) => name === "x");
        const first = ({ parts }) => parts.map((t) => t.data[0]);
        return states.map(({ gifts }) => gifts[x].flatMap(first));"""
    traits = {"expression": "h = x * y; z = h + x", "inputs": {"x": 2, "y": 5}}

    seen = run("graph_stepper.js", body, traits)

    assert seen == [[], [], [], [], [1], [1, 5]]
