"""How ShuffleLab moves pixels and scores digits is NumPy's and torch's way."""

import numpy as np
import pytest
import torch

from tests.support.node import run

SCRIPT = "arithmetic/shuffling.js"
RNG = np.random.default_rng(6)


def order_of(seed: int, count: int, share: int) -> np.ndarray:
    return np.array(run(SCRIPT, "return m.chainOrder(...a);", [seed, count, share]))


@pytest.mark.parametrize("seed", [0, 1, 77])
@pytest.mark.parametrize(("share", "moved"), [(0, 0), (1, 0), (3, 2), (50, 32), (100, 64)])
def test_a_share_of_the_pixels_changes_places(seed: int, share: int, moved: int):
    order = order_of(seed, 64, share)

    assert sorted(order) == [*range(64)]
    assert (order != np.arange(64)).sum() == moved
    assert run(SCRIPT, "return m.displacedCount(...a);", [share, 64]) == moved


def test_a_larger_share_leaves_what_was_displaced_displaced():
    moved = [set(np.flatnonzero(order_of(3, 64, s) != np.arange(64))) for s in (20, 50, 90)]

    assert moved[0] < moved[1] < moved[2]


def test_permutations_differ_by_their_seed():
    orders = {tuple(order_of(seed, 64, 100)) for seed in range(20)}

    assert len(orders) == 20


def test_every_index_is_as_likely_at_each_place():
    mixed = np.array(
        run(SCRIPT, "return Array.from({ length: 3000 }, (_, seed) => m.mixedIndices(seed, 5));")
    )

    counts = np.stack([np.bincount(column, minlength=5) for column in mixed.T])
    assert abs(counts - 600).max() < 4.5 * np.sqrt(3000 * 0.2 * 0.8)


def test_pixels_are_fetched_in_order_as_torch_gathers_them():
    pixels, order = RNG.random(64), RNG.permutation(64)
    found = run(
        SCRIPT,
        "return m.inOrder(a.pixels, a.order);",
        {"pixels": pixels.tolist(), "order": order.tolist()},
    )

    assert found == torch.gather(torch.tensor(pixels), 0, torch.tensor(order)).tolist()


@pytest.mark.parametrize("shape", [(8, 8), (3, 5), (1, 4)])
def test_neighbours_correlate_as_numpy_says(shape: tuple[int, int]):
    pixels = RNG.random(shape)
    found = run(
        SCRIPT,
        f"return m.neighbourCorrelation(a, {shape[0]}, {shape[1]});",
        pixels.ravel().tolist(),
    )

    wanted = np.corrcoef(pixels[:, :-1].ravel(), pixels[:, 1:].ravel())[0, 1]
    assert found == pytest.approx(wanted, abs=1e-12)


def test_a_blank_picture_has_no_correlation():
    assert run(SCRIPT, "return m.neighbourCorrelation(a, 2, 3);", [0] * 6) is None


def test_scores_are_torchs():
    numbers, pixels = RNG.normal(size=650), RNG.random(64)
    found = run(
        SCRIPT,
        "return m.linearScores(m.linearLayer(a.numbers, 10), a.pixels);",
        {"numbers": numbers.tolist(), "pixels": pixels.tolist()},
    )

    w, b = torch.tensor(numbers[:640]).view(10, 64), torch.tensor(numbers[640:])
    wanted = torch.nn.functional.linear(torch.tensor(pixels), w, b)
    assert found == pytest.approx(wanted.tolist(), abs=1e-12)


def test_weights_shuffled_alike_score_shuffled_pixels_alike():
    argument = {"numbers": RNG.normal(size=650).tolist(), "pixels": RNG.random(64).tolist()}
    before, after = run(
        SCRIPT,
        """const layer = m.linearLayer(a.numbers, 10);
        const order = m.chainOrder(5, 64, 100);
        return [
            m.linearScores(layer, a.pixels),
            m.linearScores(m.layerInOrder(layer, order), m.inOrder(a.pixels, order)),
        ];""",
        argument,
    )

    assert after == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize(
    ("answers", "best"),
    [
        ([(20, 1, 1), (20, 1, 1)], None),  # no three in a row
        ([(20, 1, 1), (30, 0, 1), (20, 1, 1)], None),  # one behind
        ([(20, 1, 1), (30, 0, 0), (25, 1, 1)], {"share": 20, "yours": 2, "machines": 2}),
        (
            [(20, 1, 1), (40, 1, 0), (50, 1, 1), (60, 1, 1)],
            {"share": 40, "yours": 3, "machines": 2},
        ),
        (
            [(80, 0, 1), (10, 1, 1), (10, 1, 1), (10, 1, 1)],
            {"share": 10, "yours": 3, "machines": 3},
        ),
    ],
)
def test_a_run_counts_with_its_smallest_share(answers: list, best: dict | None):
    given = [{"share": s, "right": bool(r), "machine": bool(m)} for s, r, m in answers]

    assert run(SCRIPT, "return m.bestRun(a, 3);", given) == best
