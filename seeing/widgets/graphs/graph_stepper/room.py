"""How much room the figure of a graph will take, before anything is drawn: a page keeps it free.

A guess from the graph's layers; the drawing alone knows the true size.
"""

import ast
from collections.abc import Sequence

Parents = Sequence[Sequence[int]]

SIGNS = str.maketrans({"−": "-", "·": "*", "×": "*", "÷": "/", "^": "**"})
AROUND = {"narrow": 478, "wide": 355}  # px: controls, words and caption
WIDE = 760  # px of the figure on a wide page
CARD = 165  # px from one layer to the next there
SCALES = 0.82, 1.2  # of the drawing there
LARGEST_NARROW = 660  # px: a longer graph scrolls


def room(parents: Parents, rows: int, inputs: int | None) -> dict[str, int]:
    """Guess the height of the figure in px, {"narrow": at 360 px, "wide": from 640}.

    parents: of each node, parents before children
    rows: of the tallest array among the values
    inputs: how many have a field to type in; None for a recorded graph, which has no fields
    """
    layers = _layers(parents)
    used = [sum(list(own).count(node) for own in parents) for node in range(len(parents))]
    block = 6 + 18 * min(rows, 4)
    cards = [39 + block + (17 if uses > 1 else 0) for uses in used]
    columns = [
        [card for card, at in zip(cards, layers, strict=True) if at == layer]
        for layer in range(max(layers) + 1)
    ]
    downwards = sum(max(column) for column in columns) + (34 + block) * (len(columns) - 1)
    across = max(sum(column) + 18 * (len(column) - 1) for column in columns)
    scale = min(max(WIDE / (CARD * len(columns)), SCALES[0]), SCALES[1])
    graph = {"narrow": min(downwards, LARGEST_NARROW), "wide": round(scale * across)}
    line = 8 + 20 * (rows if rows <= 4 else 2)  # of arithmetic; of larger arrays the shape is shown
    lines = {"narrow": 4, "wide": 2} if rows in (3, 4) else {"narrow": 1, "wide": 1}
    fields = _fields(inputs, rows)
    return {w: AROUND[w] + graph[w] + lines[w] * line + fields[w] for w in ("narrow", "wide")}


def _fields(inputs: int | None, rows: int) -> dict[str, int]:
    if inputs is None:
        return {"narrow": 0, "wide": 0}
    beside = 2 if rows == 1 else 1  # fields for numbers stand side by side on a phone
    return {"narrow": 48 + 44 * -(-inputs // beside), "wide": 92}


def _layers(parents: Parents) -> list[int]:
    """Place a result after its last parent, a leaf before its first child."""
    layers: list[int] = []
    for own in parents:
        layers.append(1 + max((layers[parent] for parent in own), default=-1))
    for node, own in enumerate(parents):
        children = [layers[child] for child, others in enumerate(parents) if node in others]
        if not own and children:
            layers[node] = min(children) - 1
    return layers


def outline(expression: str) -> list[tuple[int, ...]]:
    """Return each node's parents; [()] for what cannot be read, of which the page will tell.

    >>> outline("z = x + x + y")
    [(), (0, 0), (), (1, 2)]
    """
    parents: list[tuple[int, ...]] = []
    names: dict[str, int] = {}

    def add(*own: int) -> int:
        parents.append(own)
        return len(parents) - 1

    def visit(part: ast.expr) -> int:
        if isinstance(part, ast.Name):
            if part.id not in names:
                names[part.id] = add()
            return names[part.id]
        if isinstance(part, ast.BinOp):
            both = [part.left] if isinstance(part.op, ast.Pow) else [part.left, part.right]
            return add(*[visit(side) for side in both])
        if isinstance(part, ast.UnaryOp):
            return add(visit(part.operand))
        if isinstance(part, ast.Call) and part.args:
            return add(visit(part.args[0]))
        return add()

    try:
        lines = ast.parse(expression.translate(SIGNS).strip()).body
    except SyntaxError:
        lines = []
    for line in lines:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            names[line.targets[0].id] = visit(line.value)
        elif isinstance(line, ast.Expr):
            visit(line.value)
    return parents or [()]
