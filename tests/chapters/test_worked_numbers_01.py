"""What chapter 01 claims to equal something does: computed here by torch, by hand or by steps."""

import re
import subprocess
import sys

import numpy as np
import pytest
import torch

from tests.support.chapters import ROOT, code, prose, read

CHAPTER = read(ROOT / "notebooks" / "01_computation_graphs.md")
TEXT = prose(CHAPTER)
EVERYTHING = "\n".join([TEXT, *(str(c.options.get("alt", "")) for c in CHAPTER)])
SOURCES = "\n".join(cell.source for cell in code(CHAPTER))

X, Y = torch.tensor([[1.0, 0], [0, 1]]), torch.tensor([[1.0, 1], [1, 0]])


def leaf(*value: float) -> torch.Tensor:
    number = value[0] if len(value) == 1 else list(value)
    return torch.tensor(number, dtype=torch.float64, requires_grad=True)


def slope(function, at: float) -> float:
    x = leaf(at)
    (gradient,) = torch.autograd.grad(function(x), x)
    return gradient.item()


def test_the_tables_are_those_of_the_lecture():
    assert 'x = Constant([[1, 0], [0, 1]], name="x")' in SOURCES
    assert 'y = Constant([[1, 1], [1, 0]], name="y")' in SOURCES
    assert (X + Y).tolist() == [[2, 1], [1, 1]]


def test_the_figure_of_the_double_use_shows_the_sums():
    rows = [
        ", ".join(" ".join(f"{v:g}" for v in row) for row in t.tolist()) for t in (X + X, X + X + Y)
    ]

    assert f"node x + x, with value {rows[0]}" in EVERYTHING
    assert f"to z, with value {rows[1]}" in EVERYTHING


def test_the_gradient_of_x_added_twice_is_two_everywhere():
    x = X.clone().requires_grad_()
    (x + x + Y).sum().backward()

    assert "A 2 in every entry, from two contributions of 1" in TEXT
    assert (x.grad == 2).all()


def test_the_worked_graph_has_the_gradients_that_are_drawn():
    x, y = leaf(3), leaf(4)
    s = x + y
    p = x * s
    gradients = [g.item() for g in torch.autograd.grad(p, [x, y, s, p])]

    assert gradients == [10, 3, 3, 1]
    assert "zip(parents, [3, 4, 7, 21])" in SOURCES
    assert [v.item() for v in (x, y, s, p)] == [3, 4, 7, 21]
    assert f"zip(parents, {[int(g) for g in gradients]})" in SOURCES
    assert "x with value 3 and gradient 10, and y with value 4 and gradient 3" in EVERYTHING
    assert "sum s of both has value 7 and gradient 3" in EVERYTHING
    assert "product p of x and s has value 21 and gradient 1." in EVERYTHING


def test_the_small_change_raises_the_product_as_said():
    assert "It has risen by 0.1001" in TEXT
    assert pytest.approx(0.1001) == 3.01 * (3.01 + 4) - 21


def test_the_gradient_of_x_vanishes_where_the_answer_says():
    assert "is 0 for $y = -6$" in TEXT
    assert slope(lambda x: x * (x - 6), 3) == 0


def test_the_sums_of_the_broadcast_are_torchs():
    upstream = torch.tensor([[1.0, 2, 3], [10, 20, 30]])
    shares = []
    for shape in ((3,), (2, 1), ()):
        small = torch.zeros(shape, requires_grad=True)
        small.broadcast_to(2, 3).backward(upstream)
        shares.append(small.grad.tolist())

    assert shares == [[11, 22, 33], [[6], [60]], 66]
    assert (
        "sums of the columns, 11 22 33. The column gets the sums of the rows, 6 and 60."
        in EVERYTHING
    )
    assert "the sum of all, 66." in EVERYTHING
    assert "`(3,)` gives `[11, 22, 33]`, and the shape `(2, 1)` gives `[[6], [60]]`" in TEXT


def test_the_number_multiplied_with_two_entries_gets_what_the_margin_says():
    a, b = leaf(2, 3), leaf(5)
    (a * b).backward(torch.tensor([10.0, 100.0], dtype=torch.float64))

    assert ":::{margin} Why 320?" in TEXT
    assert b.grad.item() == 320


def test_recursion_finds_twice_the_slope_of_two_doublings():
    """By counting arrows: each visit of a node sends all that it has over each of its arrows."""
    grad = {"x": 0, "a": 0, "b": 1}
    parents = {"b": ["a", "a"], "a": ["x", "x"], "x": []}

    def send(node):
        for parent in parents[node]:
            grad[parent] += grad[node]
        for parent in parents[node]:
            send(parent)

    send("b")

    assert slope(lambda x: (x + x) + (x + x), 1.0) == 4
    assert grad["x"] == 8
    assert "true: 4" in SOURCES


def test_both_orders_of_the_worked_graph_are_orders_and_the_third_is_not():
    parents = {"x": [], "y": [], "s": ["x", "y"], "p": ["x", "s"]}
    orders = re.findall(r"\$([xysp](?:, [xysp]){3})\$", TEXT)

    def is_order(names):
        return all(names.index(p) < names.index(n) for n in names for p in parents[n])

    assert [is_order(order.split(", ")) for order in orders] == [True, True, False]


def test_the_best_steps_are_where_the_figure_is_said_to_be_lowest():
    steps = 10.0 ** np.arange(-13, 0.25, 0.25)
    one = np.abs((np.sin(1 + steps) - np.sin(1)) / steps - np.cos(1))
    both = np.abs((np.sin(1 + steps) - np.sin(1 - steps)) / (2 * steps) - np.cos(1))

    assert f"${np.cos(1):.4f}$" in TEXT
    assert 1e-9 < steps[one.argmin()] < 1e-7
    assert 1e-10 < one.min() < 1e-8
    assert 1e-6 < steps[both.argmin()] < 1e-4
    assert 1e-13 < both.min() < 1e-10
    assert max(one[0], both[0]) > 1e-4


def test_two_or_three_digits_are_left_in_float32_at_the_best_step_of_float64():
    x, step = np.linspace(0.5, 1.2, 200, dtype=np.float32), np.float32(1e-5)
    found = (np.sin(x + step) - np.sin(x - step)) / (2 * step)
    off = np.abs(found / np.cos(x.astype(float)) - 1)

    assert "two or three would be left at this step" in TEXT
    assert 1e-3 < np.median(off) < 1e-2


def test_the_errors_of_long_steps_are_those_of_the_formulas():
    step = 1e-3
    one = (np.sin(1 + step) - np.sin(1)) / step - np.cos(1)
    both = (np.sin(1 + step) - np.sin(1 - step)) / (2 * step) - np.cos(1)

    assert abs(one) == pytest.approx(step * np.sin(1) / 2, rel=1e-2)
    assert abs(both) == pytest.approx(step**2 * np.cos(1) / 6, rel=1e-2)


def test_the_sigmoid_is_nowhere_steeper_than_at_zero():
    at = torch.linspace(-8, 8, 1001, dtype=torch.float64, requires_grad=True)
    torch.sigmoid(at).sum().backward()

    assert at.grad.max().item() == pytest.approx(0.25)
    assert at[at.grad.argmax()].item() == pytest.approx(0)


def test_a_small_probability_is_rounded_to_zero_and_its_logarithm_is_not():
    scores = torch.tensor([0.0, -1000.0], dtype=torch.float64)

    assert torch.softmax(scores, 0)[1].item() == 0
    assert torch.log_softmax(scores, 0)[1].item() == -1000
    assert np.isinf(torch.exp(-scores)[1].item())


@pytest.mark.parametrize(
    ("said", "function", "values", "upstream", "grads"),
    [
        (
            "the first gets $1 - 0.5",
            lambda a: torch.log_softmax(a, 0),
            [(0, 0)],
            (1, 0),
            [(0.5, -0.5)],
        ),
        ("values $-1$, $0$, $2$ with 10", torch.relu, [(-1, 0, 2)], (10, 10, 10), [(0, 0, 10)]),
        ("goes up by $10 \\cdot 5 = 50$", torch.mul, [(2,), (5,)], 10, [50, 20]),
        (
            "the first prediction gets",
            torch.nn.functional.mse_loss,
            [(5, 1), (2, 1)],
            1,
            [(3, 0), (-3, 0)],
        ),
    ],
)
def test_a_miniature_is_torchs(said, function, values, upstream, grads):
    leaves = [leaf(*value) for value in values]
    function(*leaves).backward(torch.tensor(upstream, dtype=torch.float64))

    assert said in TEXT
    for made, wanted in zip(leaves, grads, strict=True):
        assert made.grad.tolist() == (list(wanted) if isinstance(wanted, tuple) else wanted)


def test_the_miniature_of_the_matrix_product_is_torchs():
    a, b = leaf(2, 3).detach()[None].requires_grad_(), leaf(5, 7).detach()[:, None].requires_grad_()
    (a @ b).backward(torch.ones(1, 1, dtype=torch.float64))

    assert a.grad.tolist() == [[5, 7]]
    assert b.grad.tolist() == [[2], [3]]
    assert r"Then $A$ gets $\begin{bmatrix} 5 & 7 \end{bmatrix}$" in TEXT
    assert r"$B$ gets $\begin{bmatrix} 2 \\ 3 \end{bmatrix}$" in TEXT


def test_the_miniature_of_the_likelihood_is_torchs():
    a = torch.zeros((2, 3), requires_grad=True)
    torch.nn.functional.nll_loss(a, torch.tensor([2, 0])).backward()

    assert "Each right class gets $-1/2$" in TEXT
    assert a.grad.tolist() == [[0, 0, -0.5], [-0.5, 0, 0]]


def test_the_parameters_and_the_runs_are_counted():
    count = 64 * 32 + 32 + 32 * 10 + 10

    assert rf"$2 \cdot {count} = {2 * count}$ runs" in TEXT


def test_the_loss_of_one_who_knows_nothing_is_said():
    assert rf"$\log 10 \approx {np.log(10):.2f}$" in TEXT


def test_the_quizs_first_answer_is_right():
    assert "$5 + 5 + 10 = 20$" in TEXT
    assert slope(lambda x: (x + x) * x, 5) == 20


def test_the_two_last_layers_together_give_probabilities_minus_the_right_classes():
    scores = torch.randn(4, 3, dtype=torch.float64, requires_grad=True)
    labels = torch.tensor([0, 2, 1, 2])
    torch.nn.functional.nll_loss(torch.log_softmax(scores, 1), labels).backward()
    wanted = (torch.softmax(scores, 1) - torch.eye(3, dtype=torch.float64)[labels]) / 4

    assert "$p - t$, divided by the number of examples" in TEXT
    torch.testing.assert_close(scores.grad, wanted.detach())


def test_a_recursion_has_the_limit_that_the_text_warns_of():
    fresh = [sys.executable, "-c", "import sys; print(sys.getrecursionlimit())"]
    limit = subprocess.run(fresh, capture_output=True, text=True, check=True).stdout.strip()

    assert f"Python lets calls nest {limit} deep" in TEXT


def test_a_node_taken_twice_has_one_local_derivative_for_each_arrow():
    assert "$v$ gets $1 + 1 = 2$ times the upstream gradient" in TEXT
    assert slope(lambda v: v + v, 5) == 2


def test_the_miniature_of_the_walk_by_hand_is_torchs():
    x, y = leaf(1), leaf(2)
    ((x + y) * (x * y)).backward()

    assert f"$x$ gets $2 + 3 \\cdot 2 = {x.grad:.0f}$" in TEXT
    assert f"$y$ gets $2 + 3 \\cdot 1 = {y.grad:.0f}$" in TEXT


@pytest.mark.parametrize(
    ("rate", "promised", "came"), [(0.01, "-1.09", "-1.077"), (0.1, "-10.9", "-9.6")]
)
def test_a_step_brings_less_than_the_gradient_promises(rate: float, promised: str, came: str):
    x, y = leaf(3), leaf(4)
    gradients = [g.item() for g in torch.autograd.grad(x * (x + y), [x, y])]
    at = [v - rate * g for v, g in zip((3, 4), gradients, strict=True)]

    assert f"{-rate * sum(g * g for g in gradients):.4g}" == promised
    assert f"{at[0] * sum(at) - 21:.4g}" == came
    assert f"${promised}$" in TEXT
    assert f"${came}$" in TEXT


@pytest.mark.parametrize(("at", "found"), [(0, 0.5), (1e-6, 0.55), (1e-4, 1)])
def test_a_step_across_the_corner_finds_no_slope(at: float, found: float):
    assert slope(torch.relu, at) == (at > 0)
    assert (max(at + 1e-5, 0) - max(at - 1e-5, 0)) / 2e-5 == pytest.approx(found)


def test_steps_agree_with_torch_within_the_band_that_is_called_well():
    rng, eps = np.random.default_rng(0), 1e-5
    for _ in range(20):
        x = rng.normal(size=6)
        right = leaf(*x)
        torch.logsumexp(right.sin() * right, 0).backward()

        def f(x):
            return np.log(np.exp(np.sin(x) * x).sum())

        steps = np.array([(f(x + e) - f(x - e)) / (2 * eps) for e in np.eye(6) * eps])
        off = np.abs(steps - right.grad.numpy()).max() / np.abs(steps).max()
        assert off < 1e-7
    assert "below $10^{-7}$ all is well" in TEXT


def test_the_matrix_products_share_of_the_numbers_is_counted():
    weights = 64 * 32 + 32 * 10

    assert f"of the {weights + 32 + 10} numbers that our network will learn, {weights} are" in TEXT


def test_the_drawn_gradients_of_the_matrix_product_are_torchs():
    a = torch.tensor([[1.0, 0, 2], [0, 3, 1]], requires_grad=True)
    b = torch.tensor([[1.0, 2], [0, 1], [4, 0]], requires_grad=True)
    (a @ b).backward(torch.tensor([[1.0, 10], [100, 1000]]))
    rows = [" ".join(f"{v:g}" for v in row) for row in a.grad.tolist()]

    assert f"To A go {' and '.join(rows)}." in EVERYTHING
    assert a.grad[1, 1].item() == 1000
    assert "the 3 gets $100 \\cdot 0 + 1000 \\cdot 1 = 1000$" in TEXT


def test_ten_sigmoids_leave_at_most_a_millionth():
    x = leaf(0)
    slopes = []
    for _ in range(10):
        (steepest,) = torch.autograd.grad(torch.sigmoid(x), x)
        slopes.append(steepest.item())

    assert rf"$0.25^{{10}} \approx {np.prod(slopes) * 1e7:.2f} \cdot 10^{{-7}}$" in TEXT


def test_tanh_is_made_of_a_sigmoid():
    at = torch.linspace(-4, 4, 33, dtype=torch.float64)

    torch.testing.assert_close(2 * torch.sigmoid(2 * at) - 1, torch.tanh(at))


def test_softmax_and_its_gradient_are_drawn_as_torch_finds_them():
    scores = leaf(2, 1, 0)
    shares = torch.softmax(scores, 0).tolist()
    torch.log_softmax(scores, 0)[0].backward()
    first, second, third = (f"{share:.2f}" for share in shares)
    gradient = ", ".join(f"{g:.2f}" for g in scores.grad.tolist())

    assert f"{first} for the score 2, {second} for the score 1, {third}" in EVERYTHING
    assert f"The scores get {gradient}." in EVERYTHING
    assert abs(scores.grad.sum().item()) < 1e-12


def test_the_losses_of_four_probabilities_are_said():
    said = [f"{-np.log(p):.2f}" for p in (0.5, 0.1, 0.01)]

    assert f"The losses are 0, {said[0]}, {said[1]} and {said[2]}." in TEXT


def test_which_graphs_show_a_sum_that_overwrites():
    def by_overwriting(order):
        """Walk back through (target, share, overwrites) in their order."""
        grads = {}
        for name, share, overwrites in order:
            grads[name] = share if overwrites else grads.get(name, 0) + share
        return grads

    # p = x (x + y) at 3, 4: the product gives first; x x + y at 3: the sum gives first.
    spoiled = by_overwriting([("x", 7, False), ("s", 3, False), ("x", 3, True), ("y", 3, True)])
    healthy = by_overwriting([("m", 1, True), ("y", 1, True), ("x", 3, False), ("x", 3, False)])

    assert spoiled["x"] == 3 != slope(lambda x: x * (x + 4), 3)
    assert healthy["x"] == slope(lambda x: x * x + 4, 3)
    assert "then the sum overwrites it with 3" in TEXT
