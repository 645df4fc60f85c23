"""Where the cards of a graph stand: apart, in the order of the computation, with few crossings."""

import itertools
from typing import Any

import numpy as np
import pytest

from tests.support.node import run

Parents = list[list[int]]
ORDER = """return a.map((parents) => {
    const { rows, bundles } = m.ordered(parents, parents.length - 1);
    const where = new Map(rows.flatMap((row, layer) => row.map((item, i) => [item, [layer, i]])));
    return { count: m.crossings(rows), layers: m.layersOf(parents),
             widths: rows.map((row) => row.length),
             edges: bundles.flatMap(({ chain }) => chain.slice(1).map((item, i) =>
                 [where.get(chain[i]), where.get(item)])) };
});"""
LAYOUT = """return a.map(({ parents, sizes, down }) => m.layoutOf({
    order: m.ordered(parents, parents.length - 1), sizes, down,
    labels: sizes.map(() => ({ w: 26, h: 23 })) }));"""

DIAMOND = [[], [0], [0], [1, 2]]
LECTURE = [[], [0, 0], [], [1, 2]]


def random_graph(rng: np.random.Generator, nodes: int) -> Parents:
    """Parents before children; every node is needed by the last."""
    parents: Parents = []
    for node in range(nodes):
        leaf = node < 2 or (rng.random() < 0.2 and node < nodes - 1)
        parents.append([] if leaf else rng.integers(0, node, rng.integers(1, 3)).tolist())
    needed = {nodes - 1}
    for node in reversed(range(nodes)):
        needed |= set(parents[node]) if node in needed else set()
    number = {node: i for i, node in enumerate(sorted(needed))}
    return [[number[p] for p in parents[node]] for node in sorted(needed)]


def random_tree(rng: np.random.Generator, nodes: int) -> Parents:
    """Each node but the last has exactly one child."""
    free, parents = [], []
    for node in range(nodes):
        take = int(rng.integers(0, min(3, len(free)) + 1)) if node < nodes - 1 else len(free)
        chosen = [free.pop(int(rng.integers(len(free)))) for _ in range(take)]
        parents.append(chosen)
        free.append(node)
    return parents


def few_crossings_by_trying_all(order: dict[str, Any]) -> int:
    """Try each order of each layer."""
    widths, edges = order["widths"], order["edges"]
    options = [list(itertools.permutations(range(width))) for width in widths]
    fewest = order["count"]
    for places in itertools.product(*options):
        ends = [(la, places[la][i], places[lb][j]) for (la, i), (lb, j) in edges]
        count = sum(
            p[0] == q[0] and (p[1] - q[1]) * (p[2] - q[2]) < 0
            for p, q in itertools.combinations(ends, 2)
        )
        fewest = min(fewest, count)
    return fewest


GRAPHS = [random_graph(np.random.default_rng(seed), 4 + seed % 40) for seed in range(120)]
TREES = [random_tree(np.random.default_rng(seed), 2 + seed % 30) for seed in range(80)]


def test_trees_and_diamonds_have_no_crossing() -> None:
    orders = run("graph_stepper/order.js", ORDER, [*TREES, DIAMOND, LECTURE])

    assert {order["count"] for order in orders} == {0}


def test_small_graphs_have_as_few_crossings_as_their_layers_allow() -> None:
    graphs = [random_graph(np.random.default_rng(1000 + seed), 5 + seed % 5) for seed in range(60)]
    orders = run("graph_stepper/order.js", ORDER, graphs)
    tried = [
        o for o in orders if np.prod([float(np.prod(range(1, w + 1))) for w in o["widths"]]) < 800
    ]

    assert len(tried) > 40
    assert [o["count"] for o in tried] == [few_crossings_by_trying_all(o) for o in tried]


def test_a_child_stands_after_all_its_parents_and_a_leaf_before_its_first_child() -> None:
    orders = run("graph_stepper/order.js", ORDER, GRAPHS)

    for parents, order in zip(GRAPHS, orders, strict=True):
        layers = order["layers"]
        for node, own in enumerate(parents):
            assert all(layers[node] > layers[parent] for parent in own)
            children = [layers[c] for c, others in enumerate(parents) if node in others]
            if not own and children:
                assert layers[node] == min(children) - 1


@pytest.fixture(scope="module", params=[False, True], ids=["across", "down"])
def layouts(request: pytest.FixtureRequest) -> list[tuple[Parents, Any]]:
    rng = np.random.default_rng(3)
    graphs = [*GRAPHS, *TREES, DIAMOND, LECTURE]
    cases = [
        {
            "parents": parents,
            "sizes": [
                {"w": int(w), "h": int(h)} for w, h in rng.integers(50, 150, (len(parents), 2))
            ],
            "down": request.param,
        }
        for parents in graphs
    ]
    return list(zip(graphs, run("graph_stepper/layout.js", LAYOUT, cases), strict=True))


def test_no_two_cards_overlap_and_all_lie_inside(layouts: list[tuple[Parents, Any]]) -> None:
    for _, layout in layouts:
        boxes = layout["boxes"]
        for a, b in itertools.combinations(boxes, 2):
            apart_x = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
            apart_y = a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
            assert apart_x or apart_y
        for box in boxes:
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["w"] <= layout["width"] + 1e-9
            assert box["y"] + box["h"] <= layout["height"] + 1e-9


def bezier(curve: list[dict[str, float]], t: float) -> tuple[float, float]:
    s = 1 - t
    weights = [s**3, 3 * s**2 * t, 3 * s * t**2, t**3]
    x, y = (sum(w * p[axis] for w, p in zip(weights, curve, strict=True)) for axis in "xy")
    return x, y


def test_no_edge_passes_through_a_card(layouts: list[tuple[Parents, Any]]) -> None:
    for _, layout in layouts:
        for edge in layout["edges"]:
            points = [bezier(c, t) for c in edge["curves"] for t in np.linspace(0, 1, 7)]
            for box in layout["boxes"]:
                inside = [
                    box["x"] + 1 < x < box["x"] + box["w"] - 1
                    and box["y"] + 1 < y < box["y"] + box["h"] - 1
                    for x, y in points
                ]
                assert not any(inside)


def test_each_edge_runs_from_its_parent_s_side_to_its_child_s(
    layouts: list[tuple[Parents, Any]],
) -> None:
    for parents, layout in layouts:
        ends = sorted((edge["to"], edge["slot"], edge["from"]) for edge in layout["edges"])
        assert ends == [(n, s, p) for n, own in enumerate(parents) for s, p in enumerate(own)]
        for edge in layout["edges"]:
            for end, at in [("from", edge["curves"][0][0]), ("to", edge["curves"][-1][3])]:
                box = layout["boxes"][edge[end]]
                assert box["x"] - 1e-6 <= at["x"] <= box["x"] + box["w"] + 1e-6
                assert box["y"] - 1e-6 <= at["y"] <= box["y"] + box["h"] + 1e-6


def test_edges_of_trees_and_diamonds_are_drawn_without_a_crossing() -> None:
    graphs = [*TREES, DIAMOND, LECTURE]
    cases = [{"parents": p, "sizes": [{"w": 90, "h": 70}] * len(p), "down": False} for p in graphs]

    for layout in run("graph_stepper/layout.js", LAYOUT, cases):
        curves = [curve for edge in layout["edges"] for curve in edge["curves"]]
        for one, other in itertools.combinations(curves, 2):
            if (one[0]["x"], one[3]["x"]) == (other[0]["x"], other[3]["x"]):
                starts, ends = (one[i]["y"] - other[i]["y"] for i in (0, 3))
                assert starts * ends > 0


def test_two_edges_between_the_same_nodes_are_drawn_apart() -> None:
    sizes = [{"w": 100, "h": 80}] * 4

    (layout,) = run(
        "graph_stepper/layout.js", LAYOUT, [{"parents": LECTURE, "sizes": sizes, "down": False}]
    )

    first, second = (e["curves"] for e in layout["edges"] if (e["from"], e["to"]) == (0, 1))
    for one, other in zip(first, second, strict=True):
        assert all(b["y"] - a["y"] == pytest.approx(30) for a, b in zip(one, other, strict=True))


def test_the_same_graph_is_drawn_the_same_way_each_time() -> None:
    cases = [
        {"parents": p, "sizes": [{"w": 90, "h": 70}] * len(p), "down": False} for p in GRAPHS[-5:]
    ]

    assert run("graph_stepper/layout.js", LAYOUT, cases) == run(
        "graph_stepper/layout.js", LAYOUT, cases
    )


def test_sixty_nodes_are_laid_out() -> None:
    parents = [[] if node < 5 else [node - 1, node - 5] for node in range(60)]

    (layout,) = run(
        "graph_stepper/layout.js",
        LAYOUT,
        [{"parents": parents, "sizes": [{"w": 90, "h": 70}] * 60, "down": True}],
    )

    assert len(layout["boxes"]) == 60


def test_labels_keep_clear_of_cards_and_of_each_other() -> None:
    case = {"parents": LECTURE, "sizes": [{"w": 60, "h": 50}] * 4, "down": False}
    (layout,) = run("graph_stepper/layout.js", LAYOUT, [case])
    # Higher than the two edges of x + x are apart.
    body = """const label = ({ curves, turn }) => ({ curve: curves[turn], w: 14, h: 40 });
        return m.labelPlaces(a.edges.map(label), a.boxes);"""

    places = run("graph_stepper/edges.js", body, layout)

    cards = [
        {"x": b["x"] + b["w"] / 2, "y": b["y"] + b["h"] / 2, "w": b["w"], "h": b["h"]}
        for b in layout["boxes"]
    ]
    for label, other in itertools.combinations([*places, *cards], 2):
        apart_x = abs(label["x"] - other["x"]) >= (label["w"] + other["w"]) / 2
        apart_y = abs(label["y"] - other["y"]) >= (label["h"] + other["h"]) / 2
        assert apart_x or apart_y


def test_edges_between_two_small_cards_bow_out_so_that_their_labels_fit() -> None:
    case = {"parents": [[], [0, 0]], "sizes": [{"w": 60, "h": 40}] * 2, "down": False}
    (layout,) = run("graph_stepper/layout.js", LAYOUT, [case])

    middles = [bezier(edge["curves"][edge["turn"]], 0.5)[1] for edge in layout["edges"]]

    assert abs(middles[1] - middles[0]) == pytest.approx(
        30
    )  # a label's 23 px and the room beside it
