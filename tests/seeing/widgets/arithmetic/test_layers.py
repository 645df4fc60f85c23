"""Shapes, counts and reaches that the figures of chapter 09 show are torch's."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from tests.support.node import run

SETTINGS = 500
KEYS = ("height", "width", "kernelHeight", "kernelWidth", "stride", "padding", "dilation")


def random_layers() -> list[dict]:
    rng = np.random.default_rng(9)
    highest = {"height": 13, "width": 13, "kernelHeight": 8, "kernelWidth": 8}
    highest |= {"stride": 5, "padding": 5, "dilation": 5, "channelsIn": 6, "channelsOut": 6}
    lowest = {"padding": 0}
    return [
        {name: int(rng.integers(lowest.get(name, 1), high)) for name, high in highest.items()}
        | {"bias": bool(rng.integers(2))}
        for _ in range(SETTINGS)
    ]


def torch_layer(layer: dict) -> torch.nn.Conv2d:
    return torch.nn.Conv2d(
        layer["channelsIn"],
        layer["channelsOut"],
        (layer["kernelHeight"], layer["kernelWidth"]),
        stride=layer["stride"],
        padding=layer["padding"],
        dilation=layer["dilation"],
        bias=layer["bias"],
    )


def fits(layer: dict) -> bool:
    return all(
        layer[side] + 2 * layer["padding"] > layer["dilation"] * (layer[kernel] - 1)
        for side, kernel in (("height", "kernelHeight"), ("width", "kernelWidth"))
    )


@pytest.fixture(scope="module")
def shown() -> list[tuple[dict, dict]]:
    layers = random_layers()
    found = run("arithmetic/layers.js", "return a.map((layer) => m.layerShape(layer));", layers)
    return list(zip(layers, found, strict=True))


def test_shapes_and_counts_are_torchs_on_500_settings(shown: list[tuple[dict, dict]]):
    for layer, found in shown:
        made = torch_layer(layer)
        assert found["parameters"] == sum(p.numel() for p in made.parameters())
        if fits(layer):
            out = made(torch.zeros(1, layer["channelsIn"], layer["height"], layer["width"]))
            assert [found["rows"], found["columns"]] == list(out.shape[2:]), layer
        else:
            assert [found["rows"], found["columns"]] == [0, 0], layer


def test_the_pixels_left_out_are_those_without_a_gradient(shown: list[tuple[dict, dict]]):
    fitting = [(layer, found) for layer, found in shown if fits(layer)]
    assert len(fitting) > SETTINGS / 3
    for layer, found in fitting:
        x = torch.zeros(1, 1, layer["height"], layer["width"], requires_grad=True)
        ones = torch.ones(1, 1, layer["kernelHeight"], layer["kernelWidth"])
        steps = {name: layer[name] for name in ("stride", "padding", "dilation")}
        functional.conv2d(x, ones, **steps).sum().backward()

        assert x.grad is not None
        seen = np.outer(found["down"], found["across"])
        assert (x.grad[0, 0].numpy() > 0).tolist() == seen.tolist(), layer
        assert found["unseen"] == int((x.grad == 0).sum())


@pytest.mark.parametrize(("kind", "weights"), [("full", 21), ("local", 9), ("shared", 3)])
def test_the_lectures_three_layers_have_21_9_and_3_weights(kind: str, weights: int):
    found = run("arithmetic/layers.js", f"return m.connections('{kind}', 7, 3, 2);")

    assert found["outputs"] == 3
    assert found["weights"] == weights


@pytest.mark.parametrize("kind", ["full", "local", "shared"])
def test_each_line_is_an_entry_of_the_layers_matrix(kind: str):
    found = run("arithmetic/layers.js", f"return m.connections('{kind}', 9, 4, 2);")
    matrix = functional.conv1d(torch.eye(9)[:, None], torch.ones(1, 1, 4), stride=2)[:, 0].T
    expected = torch.ones_like(matrix) if kind == "full" else matrix

    drawn = torch.zeros_like(matrix)
    for line in found["lines"]:
        drawn[line["output"], line["input"]] += 1
    assert torch.equal(drawn, expected)


def test_a_number_depends_on_what_autograd_says():
    rng = np.random.default_rng(4)
    for _ in range(40):
        layers = [
            [int(rng.integers(1, 5)), int(rng.integers(1, 4)), int(rng.integers(1, 4))]
            for _ in range(int(rng.integers(1, 5)))
        ]
        place = int(rng.integers(3))
        body = """const sets = m.dependence(a.layers, a.place);
        return { seen: [...sets[0]].sort((p, q) => p - q), ...m.fields(a.layers) };"""
        found = run("arithmetic/layers.js", body, {"layers": layers, "place": place})

        length = 3
        for k, stride, dilation in reversed(layers):
            length = (length - 1) * stride + dilation * (k - 1) + 1
        x = torch.zeros(1, 1, length, requires_grad=True)
        y = x
        for k, stride, dilation in layers:
            y = functional.conv1d(y, torch.ones(1, 1, k), stride=stride, dilation=dilation)
        y[0, 0, place].backward()
        assert x.grad is not None
        seen = torch.nonzero(x.grad[0, 0])[:, 0].tolist()
        assert found["seen"] == seen, layers
        assert found["sizes"][-1] == seen[-1] - seen[0] + 1


def test_the_sum_over_the_channels_is_torchs():
    rng = np.random.default_rng(5)
    image = rng.integers(0, 256, (7, 9, 3))
    sheets = rng.normal(size=(3, 3, 3))
    body = """const { parts, sum } = m.layerAnswer(a.source, a.sheets, 1.5);
    return { parts: parts.map((part) => [...part]), sum: [...sum] };"""
    planes = image.transpose(2, 0, 1).reshape(3, -1)
    source = {"planes": planes.tolist(), "height": 7, "width": 9}
    given = {"source": source, "sheets": sheets.tolist()}
    found = run("channel_view.js", body, given)

    x = torch.tensor(image.transpose(2, 0, 1)[None], dtype=torch.float64)
    w = torch.tensor(sheets[None])
    out = functional.conv2d(x, w, torch.tensor([1.5], dtype=torch.float64))
    parts = functional.conv2d(x, w.transpose(0, 1), groups=3)[0]
    np.testing.assert_allclose(found["sum"], out.numpy().ravel())
    np.testing.assert_allclose(found["parts"], parts.numpy().reshape(3, -1))
