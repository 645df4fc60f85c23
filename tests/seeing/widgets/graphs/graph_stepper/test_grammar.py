"""What a reader types: one node for a name, and for what is wrong its place and the next step."""

from typing import Any

import pytest

from seeing.widgets.graphs.graph_stepper.room import outline
from tests.support.node import run

ERROR = """try { m.graphOf(a.text, a.inputs); return null; } catch (error) {
    if (error.start === undefined) throw error;
    return [a.text.slice(error.start, error.end), error.message];
}"""
NODES = """return m.graphOf(a.text, a.inputs ?? {}).nodes.map(({ kind, name, parents, val }) =>
    ({ kind, name, parents, val: [...val.data] }));"""


def nodes_of(text: str, **inputs: Any) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = run(
        "graph_stepper/graph.js", NODES, {"text": text, "inputs": inputs}
    )
    return nodes


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("z = x +", "", "The end stands where a name, a number or “(” is needed"),
        ("", "", "write an expression such as x + x + y"),
        (" ;\n ", " ;\n ", "write an expression"),
        ("x y", "y", "put a sign such as + or * between"),
        ("2x", "x", "put a sign such as"),
        ("x + )", ")", "“)” stands where a name"),
        ("(x + y", "(", "never closed"),
        ("relu(x", "(", "never closed"),
        ("(x y)", "y", "stands where “)” or a sign"),
        ("tanh(x)", "tanh", "tanh is no function of this figure: use relu, sigmoid"),
        ("x(y)", "x", "or * to multiply"),
        ("relu + x", "relu", "write what it is of in brackets, such as relu(x)"),
        ("relu = x", "relu", "is the name of a function: choose another"),
        ("x $ y", "$", "“$” has no meaning here"),
        ("x ** y", "y", "cannot be an exponent here: write a number, such as x ** 2"),
        ("h = x; h = y", "h", "h is already in the graph"),
        ("x = x + 1", "x", "a cycle: choose a new name"),
        ("x + [[1, 2], [3]]", "[[1, 2], [3]]", "give each the same number of entries"),
        ("[1, x]", "x", "“x” stands where a number is needed"),
        ("[1 2]", "2", "“2” stands where “,” or “]” is needed"),
        ("y + log(0 - x)", "log(0 - x)", "log needs numbers above 0, and the smallest is −2"),
        ("x / (y - y)", "x / (y - y)", "it divides by 0"),
        ("exp(exp(exp(x * y)))", "exp(exp(exp(x * y)))", "it grows too large"),
        ("(0 - x) ** 0.5", "(0 - x) ** 0.5", "a negative number has no such power"),
        ("z = x @ y", "x @ y", "@ needs matrices or vectors, use * for a number"),
    ],
)  # fmt: skip
def test_an_error_names_its_place_and_what_to_do(text: str, place: str, said: str) -> None:
    found, message = run(
        "graph_stepper/graph.js", ERROR, {"text": text, "inputs": {"x": 2, "y": 3}}
    )

    assert found == place
    assert said in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A @ B", "The left has 2 × 3 and the right 2 × 2: @ needs as many columns"),
        ("A + B", "The left has 2 × 3 and the right 2 × 2: counted from the last"),
        ("A * [1, 2]", "The left has 2 × 3 and the right 2 entries"),
    ],
)
def test_shapes_that_do_not_fit_are_both_named(text: str, said: str) -> None:
    inputs = {"A": [[1, 2, 3], [4, 5, 6]], "B": [[1, 2], [3, 4]]}

    found, message = run("graph_stepper/graph.js", ERROR, {"text": f"1 + {text}", "inputs": inputs})

    assert said in message
    assert found.endswith(text[-1])


def test_a_name_is_one_node_however_often_it_is_used() -> None:
    nodes = nodes_of("h = x * x; z = h + h", x=3)

    assert [node["kind"] for node in nodes] == ["Constant", "Multiply", "Add"]
    assert [node["parents"] for node in nodes] == [[], [0, 0], [1, 1]]
    assert [node["name"] for node in nodes] == ["x", "h", "z"]
    assert nodes[-1]["val"] == [18]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("2 - 3 - 4", -5), ("8 / 4 / 2", 1),
        ("-2 ** 2", -4), ("2 ** -1", 0.5), ("--2", 2), ("2 · 3 − 1", 5), ("2^3", 8),
        ("1.5e1 + .5", 15.5), ("2 * -3", -6), ("6 ÷ 2 × 3", 9),
    ],
)  # fmt: skip
def test_signs_bind_as_in_python_and_as_they_are_printed(text: str, value: float) -> None:
    assert nodes_of(text)[-1]["val"] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "z = x + x + y", "h = x @ W; z = mean(relu(h)**2) − 3·x", "-x / 2\ny = exp(x)",
        "q = (a - b) * -(a - b)", "x", "z = sigmoid(w * x + b) - [1, 2] * w ^ 2",
    ],
)  # fmt: skip
def test_python_outlines_the_graph_that_the_page_will_draw(text: str) -> None:
    body = "return m.parse(a).nodes.map(({ parents }) => parents);"

    assert [list(own) for own in outline(text)] == run("graph_stepper/parser.js", body, text)


def test_what_cannot_be_read_has_an_outline_of_one_node() -> None:
    assert outline("z = x +") == [()]


def test_lines_may_end_with_a_semicolon_or_where_they_end() -> None:
    assert nodes_of("h = 1 + 2;\n\nk = h * 2\nk + 1;")[-1]["val"] == [7]


def test_what_the_last_line_does_not_need_is_not_drawn() -> None:
    assert [node["name"] for node in nodes_of("h = x + 1; z = x * x", x=2)] == ["x", "z"]


def test_a_name_without_a_value_gets_a_prime_of_its_own() -> None:
    body = "return m.graphOf('x * y * k', { y: 4 }).inputs;"

    assert run("graph_stepper/graph.js", body) == {"x": 2, "y": 4, "k": 3}


def test_a_graph_with_more_than_60_nodes_is_refused_where_it_gets_too_large() -> None:
    text = "x" + " + x" * 70

    found, message = run("graph_stepper/graph.js", ERROR, {"text": text, "inputs": {}})

    assert "more than 60 nodes" in message
    assert found.count("x") == 60 + 1


def test_a_value_too_large_to_read_is_refused() -> None:
    rows = [[1] * 5] * 13

    _, message = run("graph_stepper/graph.js", ERROR, {"text": "x + 1", "inputs": {"x": rows}})

    assert "13 × 5: use matrices with up to 64 entries" in message


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2", 2), ("−1", -1), ("0,5", 0.5), ("1/4", 0.25), ("[1, −2]", [1, -2]),
        (" [[1, 0], [0, 1]] ", [[1, 0], [0, 1]]), ("[[1], [2, 3]]", None), ("[]", None),
        ("two", None), ("", None), ('["1"]', None), ("[null]", None), ("[1", None), ("{}", None),
    ],
)  # fmt: skip
def test_a_value_is_read_as_it_is_written(typed: str, value: Any) -> None:
    assert run("graph_stepper/writing.js", "return m.parseValue(a);", typed) == value
