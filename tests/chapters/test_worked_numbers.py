"""What a chapter claims to equal something does: computed here, by other means than its own."""

import ast
import doctest
import re

import numpy as np
import pytest
import scipy.linalg
import torch

from tests.support.chapters import PATHS, ROOT, answered, code, exercises, formulas, prose, read

CHAPTER_07 = read(ROOT / "notebooks" / "07_convolution_filters.md")
TEXT_07 = prose(CHAPTER_07)
EVERYTHING_07 = "\n".join([TEXT_07, *(str(c.options.get("alt", "")) for c in CHAPTER_07)])

X, K = [25000, 28000, 30000, 21000, 18000], [-1, 1, -1]
IMAGE = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
KERNEL = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]


def torch_correlate(x, k):
    """Cross-correlate in float64 by torch, whatever the number of dimensions."""
    x, k = (torch.tensor(a, dtype=torch.float64)[None, None] for a in (x, k))
    conv = torch.nn.functional.conv1d if x.ndim == 3 else torch.nn.functional.conv2d
    return conv(x, k)[0, 0].numpy()


def written(rows) -> str:
    """Write rows as the alternative texts do: "12 12 17, 10 17 19"."""
    return ", ".join(" ".join(f"{value:g}" for value in row) for row in rows)


def arithmetic_claims(text: str) -> list[tuple[str, list[float]]]:
    """Find the formulas that are arithmetic alone, and compute what stands between their signs."""
    claims = []
    for formula in formulas(text):
        plain = re.sub(r"\\(begin|end)\{aligned\}|\\\\|\\[;,!]|[&{}\n]", " ", formula)
        plain = re.sub(r"\\sqrt\s+([\d^+ ]+)", r"(\1)**0.5", plain)
        plain = plain.replace(r"\cdot", "*").replace(r"\times", "*").replace("^", "**")
        sides = re.split(r"=|\\approx", plain.strip().rstrip("."))
        if len(sides) > 1 and all(re.fullmatch(r"[\d\s+\-*/().]+", side) for side in sides):
            claims.append((formula, [float(eval(side)) for side in sides]))  # digits and signs only
    return claims


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_sum_written_out_in_the_text_is_right(path):
    claims = arithmetic_claims(prose(read(path)))

    assert len(claims) >= 3
    for formula, values in claims:
        # A rounded result is as near as its last digit allows; anything else is equal.
        digits = re.search(r"\.(\d+)\.?\s*$", formula)
        tolerance = 0.51 * 10.0 ** -len(digits[1]) if digits else 1e-9
        assert values == pytest.approx([values[-1]] * len(values), abs=tolerance), formula


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_examples_in_the_exercises_are_what_the_solutions_give(path):
    namespace = answered(path)
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner(verbose=False)

    for name in exercises(read(path)):
        for test in finder.find(namespace[name], name, globs=namespace):
            runner.run(test)

    assert runner.tries >= len(exercises(read(path)))
    assert runner.failures == 0


def test_the_given_arrays_are_those_of_the_lecture():
    sources = "\n".join(cell.source for cell in code(CHAPTER_07))
    given = dict(re.findall(r"^(x|k|image|kernel) = np\.array\((.+?\])\)$", sources, re.M | re.S))

    values = {name: ast.literal_eval(text) for name, text in given.items()}
    assert values == {"x": X, "k": K, "image": IMAGE, "kernel": KERNEL}


def test_the_three_sums_along_the_row_are_torchs():
    sums = [values[-1] for _, values in arithmetic_claims(TEXT_07)][:3]

    assert sums == torch_correlate(X, K).tolist()


def test_the_challenge_of_the_row_has_the_answers_given():
    copies, rises = torch_correlate(X, [0, 1, 0]), torch_correlate(X, [-1, 1, 0])

    assert "$[0, 1, 0]$ copies the number under its middle: 28000, 30000, 21000" in TEXT_07
    assert "$[-1, 1, 0]$ also subtracts" in TEXT_07
    assert "gives the rise, 3000, 2000, −9000" in TEXT_07
    assert copies.tolist() == [28000, 30000, 21000]
    assert rises.tolist() == [3000, 2000, -9000]


def test_the_challenge_of_the_picture_has_the_answer_given():
    corner = torch_correlate(IMAGE, [[0, 0, 0], [0, 0, 0], [0, 0, 1]])

    assert f"the output is then {written(corner)}" in TEXT_07
    assert corner.tolist() == np.array(IMAGE)[2:, 2:].tolist()
    flipped = torch_correlate(IMAGE, [[1, 0, 0], [0, 0, 0], [0, 0, 0]])
    assert f"copies the upper left corner: {written(flipped)}." in TEXT_07


def test_the_worked_picture_is_torchs():
    output = torch_correlate(IMAGE, KERNEL)

    rows = written(output).replace(", 9 6", " and 9 6")
    assert f"3 by 3 output with rows {rows}" in EVERYTHING_07
    assert output[0, 0] == 12
    assert output[1, 2] == 19


def test_the_half_turned_example_is_torchs_on_the_turned_kernel():
    turned = torch_correlate(IMAGE, np.rot90(KERNEL, 2).copy())

    assert f"With the turn: {written(turned)}" in EVERYTHING_07


def test_the_answer_to_a_bright_pixel_is_torchs():
    impulse, counted = np.zeros((5, 5)), np.arange(1, 10).reshape(3, 3)
    impulse[2, 2] = 1

    answer = torch_correlate(impulse, counted)
    assert f"the kernel {written(counted)}. The output is {written(answer)}" in EVERYTHING_07


def test_the_miniatures_are_torchs():
    small, picker = [[1, 2, 3], [4, 5, 6]], [[0, 1]]

    assert f"`{torch_correlate([1, 2, 3, 4], [10, 1]).astype(int).tolist()}`" in TEXT_07
    assert f"`{torch_correlate(small, picker).astype(int).tolist()}`" in TEXT_07
    assert f"`{torch_correlate(small, [[1, 0]]).astype(int).tolist()}`" in TEXT_07


def test_the_gaussian_worked_by_hand_has_the_right_digits():
    beside, corner = np.exp(-0.5), np.exp(-1)
    total = 1 + 4 * beside + 4 * corner

    for value, digits in ((beside, 3), (corner, 3), (total, 2), (1 / total, 3)):
        assert rf"\approx {value:.{digits}f}" in TEXT_07


def test_the_corner_of_a_box_is_further_than_a_pixel_left_out():
    assert f"the corner, {np.hypot(4, 4):.1f} pixels from the middle" in TEXT_07
    assert np.hypot(4, 4) > 5


def test_the_matrix_in_the_text_is_scipys():
    text = re.search(r"\\begin\{bmatrix\} (-1.+?) \\end", TEXT_07)[1]
    rows = [[int(entry) for entry in row.split("&")] for row in text.split(r"\\")]
    toeplitz = scipy.linalg.toeplitz([-1, 0, 0], [-1, 1, -1, 0, 0])

    assert rows == toeplitz.tolist()
    assert (toeplitz @ X).tolist() == torch_correlate(X, K).tolist()


def test_the_free_numbers_of_a_full_layer_are_counted():
    assert f"{(8 - 3 + 1) * 8} free numbers" in TEXT_07


def test_the_turns_of_the_two_loops_are_counted():
    assert f"takes {(512 - 3 + 1) ** 2:,} turns" in TEXT_07
    assert f"a loop over taps takes {3 * 3}." in TEXT_07


def test_a_rim_of_zeros_darkens_as_the_text_says():
    edge, corner = 6 / 9, 4 / 9

    assert "lose a third of their light and the corners more than half" in TEXT_07
    assert 1 - edge == pytest.approx(1 / 3)
    assert 1 - corner > 1 / 2
