"""What PoolLab pools and sends back is torch's."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from tests.support.node import run

SETTINGS = 500
POOL = {"max": functional.max_pool2d, "mean": functional.avg_pool2d}


@pytest.fixture(scope="module")
def settings() -> list[dict]:
    """Maps of few different numbers, so that ties are common."""
    rng = np.random.default_rng(4)
    drawn = []
    while len(drawn) < SETTINGS:
        height, width = (int(n) for n in rng.integers(1, 7, 2))
        size, stride = (int(n) for n in rng.integers(1, 5, 2))
        if size <= min(height, width):
            values = rng.integers(-2, 3, (height, width)).astype(float).tolist()
            kind = str(rng.choice(list(POOL)))
            drawn.append({"values": values, "size": size, "stride": stride, "kind": kind})
    return drawn


def test_outputs_and_gradients_are_torchs(settings: list[dict]):
    body = """return a.map((layer) => {
        const [h, w] = [layer.values.length, layer.values[0].length];
        const found = m.pooling(layer.values.flat(), h, w, layer);
        return {...found, out: [...found.out], back: [...found.back]};
    });"""
    for layer, found in zip(settings, run("arithmetic/pooling.js", body, settings), strict=True):
        x = torch.tensor(layer["values"], dtype=torch.float64, requires_grad=True)
        out = POOL[layer["kind"]](x[None, None], layer["size"], layer["stride"])[0, 0]
        out.sum().backward()

        assert [found["rows"], found["columns"]] == list(out.shape)
        assert found["out"] == pytest.approx(out.flatten().tolist(), abs=1e-12)
        assert x.grad is not None
        assert found["back"] == pytest.approx(x.grad.flatten().tolist(), abs=1e-12), layer


def test_a_window_that_does_not_fit_pools_nothing():
    layer = {"size": 3, "stride": 1, "kind": "max"}
    found = run(
        "arithmetic/pooling.js", "return m.pooling([1, 2, 3, 4], 2, 2, a).out.length;", layer
    )

    assert found == 0


@pytest.mark.parametrize(
    ("by", "moved"), [(1, [[0, 1, 2], [0, 4, 5]]), (-2, [[3, 0, 0], [6, 0, 0]])]
)
def test_zeros_come_in_where_a_map_is_moved(by: int, moved: list):
    rows = [[1, 2, 3], [4, 5, 6]]

    assert run("arithmetic/pooling.js", f"return m.movedRight(a, {by});", rows) == moved
