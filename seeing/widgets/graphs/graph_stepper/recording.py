"""What a student's engine computes: its graph, and what each `backpropagate` really adds.

A node is any object with `val` and `parents`; to go back also `grad` and `backpropagate`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

MOST_NODES = 60  # cards that can still be read
MOST_NUMBERS = 1024  # of one array; a larger one travels as its shape alone
GIVEN = ("labels", "target", "targets")  # what a loss may hold beside its parents

Json = dict[str, Any]
_MISSING = object()


def record(output: Any, names: Mapping[str, Any] | None = None) -> Json:
    """Walk the graph of `output`, run its backward pass, and return both as JSON.

    The pass is ours: gradients start at zero and at ones for the output, then `backpropagate` is
    called once on each result, children before parents. Whatever gradients the nodes had before
    are theirs again afterwards.

    names: what to call a node, as {"x": x}; `globals()` will do. A node's own `name` goes first.
    returns {"nodes": […, parents before children, the output last], "steps": […], "stopped": …}:
        a step names a node and the gradients that its `backpropagate` changed
    raises TypeError for what is no node, ValueError for a cycle or more than 60 nodes
    """
    order = walk(output)
    index = {id(node): number for number, node in enumerate(order)}
    names_of = _names(order, names or {})
    nodes = [
        {
            "kind": type(node).__name__,
            "name": names_of[number],
            "shape": list(np.shape(node.val)),
            "val": _numbers(node.val),
            "parents": [index[id(parent)] for parent in node.parents],
            "given": _given(node),
        }
        for number, node in enumerate(order)
    ]
    return {"nodes": nodes, **_backward_pass(order, names_of)}


def walk(output: Any) -> list[Any]:
    """List the nodes that `output` comes from, parents before children, each once.

    Iterative: a deep graph has more nodes than Python has stack.
    """
    order: list[Any] = []
    done: set[int] = set()
    open_nodes: set[int] = set()
    stack = [(output, False, "The output")]
    while stack:
        node, expanded, where = stack.pop()
        if expanded:
            open_nodes.discard(id(node))
            done.add(id(node))
            order.append(node)
            continue
        if id(node) in done:
            continue
        if id(node) in open_nodes:
            raise ValueError(
                f"{where} is its own ancestor, a cycle: give each result parents that were there "
                "before it"
            )
        _check_node(node, where)
        open_nodes.add(id(node))
        stack.append((node, True, where))
        kind = type(node).__name__
        for slot, parent in reversed(list(enumerate(node.parents))):
            stack.append((parent, False, f"Parent {slot} of {kind}"))
    if len(order) > MOST_NODES:
        raise ValueError(
            f"this graph has {len(order)} nodes and the figure shows up to {MOST_NODES}: "
            "pass a node nearer to the inputs, or make a smaller graph of the same form"
        )
    return order


def _check_node(node: Any, where: str) -> None:
    if not hasattr(node, "val") or not hasattr(node, "parents"):
        raise TypeError(
            f"{where} is of type {type(node).__name__}, without `val` and `parents`: "
            "pass a node of your graph, and wrap plain numbers as Constant(…)"
        )
    try:
        np.asarray(node.val, dtype=float)
        iter(node.parents)
    except (TypeError, ValueError):
        raise TypeError(
            f"{where}, of type {type(node).__name__}, has val {node.val!r} "
            f"and parents {node.parents!r}: val must be an array of numbers, "
            "and parents a tuple of nodes"
        ) from None


def _names(order: list[Any], names: Mapping[str, Any]) -> list[str]:
    given: dict[int, str] = {}
    for name, node in names.items():
        if not name.startswith("_"):  # IPython's last results
            given.setdefault(id(node), name)
    own = [getattr(node, "name", None) for node in order]
    return [
        name if isinstance(name, str) else given.get(id(node), "")
        for node, name in zip(order, own, strict=True)
    ]


def _backward_pass(order: list[Any], names: list[str]) -> Json:
    """Let each node backpropagate, and note which gradients change by it."""
    before = [getattr(node, "grad", _MISSING) for node in order]
    steps: list[Json] = []
    try:
        for node in order:
            node.grad = np.zeros(np.shape(node.val))
        order[-1].grad = np.ones(np.shape(order[-1].val))
        for number in reversed(range(len(order))):
            if not len(order[number].parents):
                continue
            if not hasattr(order[number], "backpropagate"):
                raise NotImplementedError
            seen = [np.array(node.grad, dtype=float) for node in order]
            order[number].backpropagate()
            steps.append({"node": number, "changes": _changes(seen, order)})
    except NotImplementedError:
        return {"steps": steps, "stopped": _stop(order, names, number, "is not written yet")}
    except Exception as error:
        said = f"raised {type(error).__name__}: {error}"
        return {"steps": steps, "stopped": _stop(order, names, number, said)}
    finally:
        for node, grad in zip(order, before, strict=True):
            if grad is _MISSING:
                del node.grad
            else:
                node.grad = grad
    return {"steps": steps, "stopped": None}


def _stop(order: list[Any], names: list[str], number: int, what: str) -> Json:
    kind, name = type(order[number]).__name__, names[number]
    of = f" (of {name})" if name else ""
    return {"node": number, "message": f"{kind}.backpropagate(){of} {what}."}


def _changes(seen: list[Any], order: list[Any]) -> list[Json]:
    changes = []
    for number, (old, node) in enumerate(zip(seen, order, strict=True)):
        new = np.asarray(node.grad, dtype=float)
        if new.shape != old.shape or not np.array_equal(new, old, equal_nan=True):
            changes.append({"node": number, "shape": list(new.shape), "grad": _numbers(new)})
    return changes


def _given(node: Any) -> Json:
    """Return what a loss compares with, where that is no parent: the labels of its rows."""
    for name in GIVEN:
        value = getattr(node, name, None)
        if isinstance(value, np.ndarray | list | tuple) and np.size(value) <= MOST_NUMBERS:
            return {"labels": np.asarray(value).ravel().tolist()}
    return {}


def _numbers(value: Any) -> list[float | str] | None:
    """Flatten an array for JSON, which has no word for infinity; None if it is too large."""
    array = np.asarray(value, dtype=float)
    if array.size > MOST_NUMBERS:
        return None
    words = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    flat = [float(number) for number in array.ravel()]
    return [number if np.isfinite(number) else words[str(number)] for number in flat]
