"""What LayerStepper multiplies and adds is what torch's layer does."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from tests.support.node import run

SETTINGS = 300


@pytest.fixture(scope="module")
def settings() -> list[dict]:
    rng = np.random.default_rng(56)
    drawn = []
    for _ in range(SETTINGS):
        channels, maps, k = (int(n) for n in rng.integers(1, 4, 3))
        height, width = (int(n) for n in rng.integers(k, 7, 2))
        drawn.append(
            {
                "image": rng.normal(size=(channels, height, width)).tolist(),
                "kernels": rng.normal(size=(maps, channels, k, k)).tolist(),
                "biases": rng.normal(size=maps).tolist(),
                "stride": int(rng.integers(1, 4)),
                "padding": int(rng.integers(0, 3)),
            }
        )
    return drawn


def by_torch(layer: dict) -> torch.Tensor:
    x, w, b = (
        torch.tensor(layer[name], dtype=torch.float64) for name in ("image", "kernels", "biases")
    )
    return functional.conv2d(x[None], w, b, layer["stride"], layer["padding"])[0]


def test_maps_are_torchs_on_300_settings(settings: list[dict]) -> None:
    body = "return a.map((layer) => m.convolutionLayer(layer));"

    for layer, found in zip(settings, run("convolution_layer.js", body, settings), strict=True):
        expected = by_torch(layer)
        assert [found["rows"], found["columns"]] == list(expected.shape[1:])
        np.testing.assert_allclose(found["maps"], expected, atol=1e-12)


def test_the_products_of_an_output_and_its_bias_add_up_to_torchs_number(
    settings: list[dict],
) -> None:
    body = """return a.map((layer) => {
        const { padded, rows, columns } = m.convolutionLayer(layer);
        return m.windowTerms(padded, layer.kernels[0], rows - 1, columns - 1, layer.stride);
    });"""

    for layer, parts in zip(settings, run("convolution_layer.js", body, settings), strict=True):
        products = [term["product"] for part in parts for term in part["terms"]]
        assert len(products) == np.size(layer["kernels"][0])
        expected = float(by_torch(layer)[0, -1, -1])
        assert sum(products) + layer["biases"][0] == pytest.approx(expected, abs=1e-12)
        assert sum(part["sum"] for part in parts) == pytest.approx(sum(products), abs=1e-12)
