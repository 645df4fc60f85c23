"""Values and gradients of a deep network in JavaScript are torch's, with the same weights."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from tests.support.node import run

MODULE = "arithmetic/signals.js"
ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
}
IMAGES = 16
FLOW = """
    const drawn = m.drawnWeights(a.seed, a.depth);
    const flow = m.signalFlow({ pixels: Float64Array.from(a.pixels), labels: a.labels }, drawn, a);
    const rows = (all) => all.map((one) => Array.from(one));
    return {
        drawn: { scores: Array.from(drawn.scores), layers: rows(drawn.layers) },
        values: rows(flow.values), gradients: rows(flow.gradients), layers: m.layersOf(flow),
    };"""


def given(activation: str, gain: float, depth: int, seed: int = 1) -> dict[str, Any]:
    rng = np.random.default_rng(depth)
    return {
        "activation": activation,
        "gain": gain,
        "depth": depth,
        "seed": seed,
        "pixels": rng.standard_normal(IMAGES * 64).tolist(),
        "labels": rng.integers(0, 10, IMAGES).tolist(),
    }


def by_torch(settings: dict[str, Any], drawn: dict[str, Any]) -> tuple[list[Tensor], list[Tensor]]:
    """Return the values of each layer, and the gradients of its weights, in float64."""
    deviation = settings["gain"] / 8

    def weights(numbers: list[float]) -> Tensor:
        scaled = deviation * torch.tensor(numbers, dtype=torch.float64).reshape(-1, 64)
        return scaled.requires_grad_()

    layers = [weights(numbers) for numbers in drawn["layers"]]
    x = torch.tensor(settings["pixels"], dtype=torch.float64).reshape(-1, 64)
    values = []
    for layer in layers:
        x = ACTIVATIONS[settings["activation"]](x @ layer.T)
        values.append(x)
    scores = x @ weights(drawn["scores"]).T
    loss = functional.cross_entropy(scores, torch.tensor(settings["labels"]))
    return values, list(torch.autograd.grad(loss, layers))


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(
    ("gain", "depth"), [(0.1, 20), (0.8, 10), (1.4, 20), (4, 3), (10, 8), (1, 1)]
)
def test_values_and_gradients_are_torchs_to_1e_6(activation: str, gain: float, depth: int):
    """At gain 10 through 8 layers: through 20, tanh magnifies the last bit to more than that."""
    settings = given(activation, gain, depth)

    found = run(MODULE, FLOW, settings)

    values, gradients = by_torch(settings, found["drawn"])
    for name, wanted in {"values": values, "gradients": gradients}.items():
        assert len(found[name]) == depth
        for ours, theirs in zip(found[name], wanted, strict=True):
            flat = theirs.detach().numpy().ravel()
            np.testing.assert_allclose(ours, flat, rtol=1e-6, atol=1e-9 * np.abs(flat).max())


def test_each_layer_is_told_by_root_mean_squares_and_dead_units():
    settings = given("relu", 1.2, 12)

    found = run(MODULE, FLOW, settings)

    values, gradients = by_torch(settings, found["drawn"])
    for layer, value, gradient in zip(found["layers"], values, gradients, strict=True):
        sizes = [one.detach().square().mean().sqrt().item() for one in (value, gradient)]
        assert [layer["values"], layer["gradient"]] == pytest.approx(sizes, rel=1e-9)
        assert layer["dead"] == int((value == 0).all(dim=0).sum())
    assert found["layers"][-1]["dead"] > 0


def test_weights_are_normal_with_deviation_1():
    drawn = np.array(
        run(MODULE, "return Array.from(m.drawnWeights(3, 10).layers.flatMap((l) => [...l]));")
    )

    assert drawn.size == 10 * 64 * 64
    assert drawn.mean() == pytest.approx(0, abs=0.02)
    assert drawn.std() == pytest.approx(1, abs=0.02)
    assert np.mean(np.abs(drawn) < 1) == pytest.approx(0.6827, abs=0.01)
    assert np.mean(np.abs(drawn) > 2) == pytest.approx(0.0455, abs=0.005)
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 0.02


def test_a_deeper_network_begins_with_the_same_layers_and_another_seed_with_others():
    body = """const [shallow, deep, other] = [[1, 2], [1, 5], [2, 2]].map(([seed, depth]) =>
        m.drawnWeights(seed, depth));
    const same = (one, two) => one.every((value, i) => value === two[i]);
    return [same(shallow.scores, deep.scores), same(shallow.layers[1], deep.layers[1]),
        same(shallow.layers[1], other.layers[1])];"""

    assert run(MODULE, body) == [True, True, False]


def test_with_relu_a_layer_keeps_half_of_the_second_moment_times_the_gain_squared():
    """In the mean over draws. Source: He and others, 2015, equation 10."""
    body = """const data = { pixels: Float64Array.from(a.pixels), labels: a.labels };
    const kept = [];
    for (let seed = 0; seed < 300; seed += 1) {
        const flow = m.signalFlow(data, m.drawnWeights(seed, 2), a);
        kept.push(m.rms(flow.values[1]) ** 2);
    }
    return kept;"""
    settings = given("relu", 1.2, 2)
    before = np.mean(np.square(settings["pixels"]))

    kept = np.mean(run(MODULE, body, settings))

    assert kept == pytest.approx(before * (1.2**2 / 2) ** 2, rel=0.05)


def test_counts_in_bins_are_numpys():
    numbers = [*np.random.default_rng(0).uniform(-1, 1, 500).tolist(), -1.0, 0.0, 1.0]

    found = run(MODULE, "return m.binCounts(a, [-1, 1], 24);", numbers)

    assert found == np.histogram(numbers, bins=24, range=(-1, 1))[0].tolist()
