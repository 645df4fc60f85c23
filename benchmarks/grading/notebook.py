"""The assignment's source, for stock nbgrader and for ours; only the graded cells differ.

Stock's graded cells hold asserts on hidden data, one cell a case group, so that both give the same
points for the same answers. Ours have one check an exercise, as the course's chapters have.
"""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
from nbformat import NotebookNode

from autograder.exercises import load
from benchmarks.grading.answers import TORCH

ASSIGNMENT = "six_torch"
PACKAGE = "benchmarks.grading.exercises"
# What a chapter that trains imports; a grader imports the same once for all submissions.
IMPORTS = (
    "import numpy as np\nimport torch\nimport torch.nn.functional as F\nfrom torch import optim"
)
TELL = {
    "linear": "A layer without activation: x (n, d), weight (out, d), bias (out,).",
    "mse_loss": "The mean of the squared differences.",
    "cross_entropy": "The mean of -log softmax(scores)[label]; scores (n, classes).",
    "sgd_step": "One step of gradient descent on mean((x @ weights - target)²).",
    "train": "As many steps, one after the other; returns the last weights.",
    "conv2d": "Slide kernels (out, c, m, n) over an image (c, h, w), by unfold and one product.",
}
CLOSE = """\
def close(actual, wanted):
    actual, wanted = (torch.as_tensor(a).detach().double().numpy() for a in (actual, wanted))
    assert actual.shape == wanted.shape
    np.testing.assert_allclose(actual, wanted, rtol=1e-4, atol=1e-4)
rng = np.random.default_rng(1)
def draw(*shape):
    return rng.integers(-3, 4, shape).astype(float)
"""
# By exercise and case group: the sizes of the hidden data, and what is asserted of each.
ASSERTS = {
    ("linear", "products"): (
        "n, d, out in [(3, 4, 2), (2, 3, 3)]",
        "x, weight, bias = draw(n, d), draw(out, d), np.zeros(out)",
        "close(linear(x, weight, bias), x @ weight.T)",
    ),
    ("linear", "bias"): (
        "n, d, out in [(3, 2, 4), (1, 2, 2)]",
        "x, weight, bias = draw(n, d), draw(out, d), 1 + np.arange(out)",
        "close(linear(x, weight, bias * 1.0), x @ weight.T + bias)",
    ),
    ("mse_loss", "vectors"): (
        "n in [5, 8]",
        "prediction, target = draw(n), 5 + draw(n)",
        "close(mse_loss(prediction, target), ((prediction - target) ** 2).mean())",
    ),
    ("mse_loss", "matrices"): (
        "n, d in [(2, 3), (4, 3)]",
        "prediction, target = draw(n, d), 5 + draw(n, d)",
        "close(mse_loss(prediction, target), ((prediction - target) ** 2).mean())",
    ),
    ("cross_entropy", "ordinary scores"): (
        "n, classes in [(4, 3), (2, 5)]",
        "scores, labels = draw(n, classes) / 2, rng.integers(0, classes, n)",
        "close(cross_entropy(scores, labels),\n"
        "          F.cross_entropy(torch.tensor(scores), torch.tensor(labels)))",
    ),
    ("cross_entropy", "large scores"): (
        "n, classes in [(3, 4), (5, 2)]",
        "scores = 1000.0 * np.stack([rng.permutation(classes) for _ in range(n)])\n"
        "    labels = rng.integers(0, classes, n)",
        "close(cross_entropy(scores, labels),\n"
        "          F.cross_entropy(torch.tensor(scores), torch.tensor(labels)))",
    ),
    ("sgd_step", "gradient"): (
        "n, d in [(4, 3), (3, 4)]",
        "w, x, t = draw(d), draw(n, d), 5 + draw(n)",
        "close(sgd_step(w, x, t, 1.0), w - 2 * x.T @ (x @ w - t) / n)",
    ),
    ("sgd_step", "step size"): (
        "n, d, lr in [(5, 2, 0.25), (3, 3, 0.125)]",
        "w, x, t = draw(d), draw(n, d), 5 + draw(n)",
        "close(sgd_step(w, x, t, lr), w - lr * 2 * x.T @ (x @ w - t) / n)",
    ),
    ("train", "one step"): (
        "n, d in [(4, 3), (6, 2)]",
        "w, x, t = draw(d), draw(n, d), 5 + draw(n)",
        "close(train(w, x, t, 1 / 64, 1), w - 2 * x.T @ (x @ w - t) / n / 64)",
    ),
    ("train", "many steps"): (
        "n, d, steps in [(6, 3, 10), (8, 2, 25)]",
        "w, x, t = draw(d), draw(n, d), 5 + draw(n)\n"
        "    wanted = w\n"
        "    for _ in range(steps):\n"
        "        wanted = wanted - 2 * x.T @ (x @ wanted - t) / n / 64",
        "close(train(w, x, t, 1 / 64, steps), wanted)",
    ),
    ("conv2d", "one channel"): (
        "out, m, n in [(1, 3, 3), (2, 2, 3)]",
        "image, kernels = draw(1, 5, 6), draw(out, 1, m, n)",
        "close(conv2d(image, kernels), F.conv2d(*map(torch.tensor, (image[None], kernels)))[0])",
    ),
    ("conv2d", "channels"): (
        "c, out, m, n in [(3, 2, 3, 2), (2, 4, 2, 2)]",
        "image, kernels = draw(c, 5, 6), draw(out, c, m, n)",
        "close(conv2d(image, kernels), F.conv2d(*map(torch.tensor, (image[None], kernels)))[0])",
    ),
}


def source(stock: bool) -> NotebookNode:
    """Return what `nbgrader generate_assignment` reads."""
    cells = [nbformat.v4.new_code_cell(IMPORTS)]
    for name, exercise in load(ASSIGNMENT, PACKAGE).items():
        cells.append(nbformat.v4.new_markdown_cell(f"## {name}\n\n{TELL[name]}"))
        cells.append(_marked(_answer(name), name))
        if stock:
            cells += _asserts(name)
        else:
            cells.append(_marked(f"check({name!r}, {name})", f"check_{name}", exercise.points))
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _answer(name: str) -> str:
    """Put nbgrader's markers round the body of the right answer."""
    head, _, body = TORCH[name].partition("\n")
    return f"{head}\n    ### BEGIN SOLUTION\n{body}    ### END SOLUTION\n"


def _asserts(name: str) -> Iterator[NotebookNode]:
    for (exercise, group), (sizes, data, assertion) in ASSERTS.items():
        if exercise == name:
            loop = f"for {sizes}:\n    {data}\n    {assertion}"
            hidden = f"### BEGIN HIDDEN TESTS\n{CLOSE}{loop}\n### END HIDDEN TESTS"
            text = f"assert callable({name})\n{hidden}"
            yield _marked(text, f"{name}_{group}".replace(" ", "_"), points=1)


def _marked(text: str, grade_id: str, points: float | None = None) -> NotebookNode:
    graded = points is not None
    marks = {
        "schema_version": 3,
        "grade_id": grade_id,
        "solution": not graded,
        "grade": graded,
        "locked": graded,
        "task": False,
        "cell_type": "code",
    }
    if graded:
        marks["points"] = points
    return nbformat.v4.new_code_cell(text, metadata={"nbgrader": marks})
