"""Two exercises of other kinds than a function: a small autodiff engine, and a training loop."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import torch

from autograder.exercises import Case, Exercise, Mistake
from seeing.probes import classify_linearly, differentiate_graph, train


def engine(
    accumulate: bool = True, in_order: bool = True, parents_once: bool = False
) -> SimpleNamespace:
    """Write the engine of chapter 01, right or with one mistake in it."""

    class Constant:
        def __init__(self, val):
            self.val, self.grad, self.parents = np.asarray(val), 0.0, ()

        def give(self, parent, gradient):
            parent.grad = parent.grad + gradient if accumulate else gradient

        def backpropagate(self):
            pass

    class Add(Constant):
        def __init__(self, a, b):
            super().__init__(a.val + b.val)
            self.parents = (a, b)

        def backpropagate(self):
            for parent in dict.fromkeys(self.parents) if parents_once else self.parents:
                self.give(parent, self.grad)

    class Multiply(Constant):
        def __init__(self, a, b):
            super().__init__(a.val * b.val)
            self.parents = (a, b)

        def backpropagate(self):
            a, b = self.parents
            self.give(a, self.grad * b.val)
            self.give(b, self.grad * a.val)

    def topological_order(output):
        order = []

        def visit(node):
            if node not in order:
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(output)
        return order

    def descend(node):
        node.backpropagate()
        for parent in node.parents:
            descend(parent)

    def backward(output):
        output.grad = 1.0
        if not in_order:
            descend(output)
            return
        for node in reversed(topological_order(output)):
            node.backpropagate()

    return SimpleNamespace(objects=(Constant, Add, Multiply, backward))


def engine_cases(rng: np.random.Generator) -> list[Case]:
    def case(group, about, graph):
        x, y, z = (float(v) for v in rng.permutation(np.arange(2, 12))[:3])
        return Case(group, about, {"x": x, "y": y, "z": z, "graph": np.array(graph)})

    return [
        case("trees", "a sum", [[1, 0, 1]]),
        case("trees", "a product of a sum", [[1, 0, 1], [2, 3, 2]]),
        case("shared nodes", "a number added to itself", [[1, 0, 0], [2, 3, 1]]),
        case("shared nodes", "a number used in two places", [[2, 0, 1], [2, 0, 2], [1, 3, 4]]),
        case("diamonds", "a product used twice", [[2, 0, 1], [2, 3, 2], [1, 3, 4]]),
        case("diamonds", "a chain of squares", [[2, 0, 1], [2, 3, 3], [2, 4, 4]]),
    ]


def engine_reference(graph, **leaves):
    """Let torch differentiate."""
    nodes = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in leaves.values()]
    start = list(nodes)
    for operation, a, b in graph.tolist():
        nodes.append(nodes[a] + nodes[b] if operation == 1 else nodes[a] * nodes[b])
    nodes[-1].backward()
    grads = [torch.zeros(()) if node.grad is None else node.grad for node in start]
    named = dict(zip(leaves, grads, strict=True))
    return {"value": nodes[-1].numpy(force=True)} | {
        f"grad {name}": grad.numpy(force=True) for name, grad in named.items()
    }


ENGINE = Exercise(
    name="engine",
    points=3,
    probe=differentiate_graph,
    cases=engine_cases,
    reference=engine_reference,
    mistakes=(
        Mistake("gradient replaced", "Contributions add.", engine(accumulate=False).objects),
        Mistake("no topological order", "Wait for all.", engine(in_order=False).objects),
        Mistake("parents counted once", "Twice is twice.", engine(parents_once=True).objects),
    ),
    groups={"trees": 1.0, "shared nodes": 1.0, "diamonds": 1.0},
    objects=("Constant", "Add", "Multiply", "backward"),
)


def _gradient(x, labels, weights):
    scores = np.exp(x @ weights - (x @ weights).max(axis=1, keepdims=True))
    likely = scores / scores.sum(axis=1, keepdims=True)
    wanted = np.eye(weights.shape[1])[labels]
    return x.T @ (likely - wanted) / len(x), -np.log(likely[wanted == 1] + 1e-300).mean()


def trained(x, labels, start, lr, steps):
    weights, losses = start.copy(), []
    for _ in range(steps):
        gradient, loss = _gradient(x, labels, weights)
        weights -= lr * gradient
        losses.append(loss)
    return weights, losses


def trained_uphill(x, labels, start, lr, steps):
    return trained(x, labels, start, -lr, steps)


def never_stepped(x, labels, start, lr, steps):
    return start, trained(x, labels, start, lr, steps)[1]


def trained_by_torch(x, labels, start, lr, steps):
    """With momentum and in float32: other weights, and right all the same."""
    weights = torch.tensor(start, dtype=torch.float32, requires_grad=True)
    optimizer, losses = torch.optim.SGD([weights], lr=lr, momentum=0.5), []
    for _ in range(steps):
        scores = torch.tensor(x, dtype=torch.float32) @ weights
        loss = torch.nn.functional.cross_entropy(scores, torch.tensor(labels))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return weights, losses


CENTRES = np.array([[6.0, 0.0, 1.0], [-6.0, 5.0, 1.0], [0.0, -7.0, 1.0]])


def training_cases(rng: np.random.Generator) -> list[Case]:
    """Draw classes that lie well apart, so that every good loop finds the same ones."""

    def case(group, classes):
        centres = CENTRES[:classes]
        labels, unseen = (rng.integers(0, classes, n) for n in (60, 40))
        x, fresh = (centres[k] + rng.uniform(-1, 1, (len(k), 3)) for k in (labels, unseen))
        start = np.zeros((3, classes))  # gives every point the same class
        given = {"x": x, "labels": labels, "start": start, "lr": 0.5, "steps": 60}
        return Case(group, f"data in {group}", given, unseen={"x": fresh})

    return [case("two classes", 2), case("three classes", 3)]


def training_reference(x, labels, start, lr, steps):
    weights, losses = trained(x, labels, start, lr, steps)
    return {"weights": weights, "losses": np.array(losses)}


TRAINING = Exercise(
    name="training",
    points=2,
    probe=train,
    cases=training_cases,
    reference=training_reference,
    mistakes=(
        Mistake("uphill", "Which way does the loss fall?", (trained_uphill,)),
        Mistake("never stepped", "The weights stay as they were.", (never_stepped,)),
    ),
    groups={"two classes": 1.0, "three classes": 1.0},
    measure=classify_linearly,
)
