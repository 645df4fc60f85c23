"""What TileStepper says is read is what a launched kernel reads."""

import numpy as np
import pytest

from seeing.tiles import launch
from tests import right_answers
from tests.support.node import run

SETTINGS = 60
(KERNEL,) = right_answers.of("12_convolution_on_a_gpu")["convolve_tile"][0]


def random_layers() -> list[dict]:
    rng = np.random.default_rng(12)
    highest = {"height": 9, "width": 11, "channels": 4, "kernelHeight": 4, "kernelWidth": 4}
    lowest = {"height": 3, "width": 3}
    return [
        {name: int(rng.integers(lowest.get(name, 1), high)) for name, high in highest.items()}
        | {"maps": int(2 ** rng.integers(5)), "tile": int(2 ** rng.integers(6))}
        for _ in range(SETTINGS)
    ]


@pytest.fixture(scope="module")
def shown() -> list[tuple[dict, dict]]:
    layers = random_layers()
    found = run("arithmetic/tiles.js", "return a.map((layer) => m.tileShape(layer));", layers)
    return list(zip(layers, found, strict=True))


def arrays(layer: dict) -> tuple[np.ndarray, np.ndarray]:
    c, kh, kw = layer["channels"], layer["kernelHeight"], layer["kernelWidth"]
    image = np.arange(c * layer["height"] * layer["width"], dtype=np.float32)
    kernels = np.ones((layer["maps"], c, kh, kw))
    return image.reshape(c, layer["height"], layer["width"]), kernels


def test_programs_and_numbers_read_are_those_of_a_launch(shown: list[tuple[dict, dict]]):
    for layer, found in shown:
        image, kernels = arrays(layer)
        made = launch(KERNEL, image, kernels, (layer["tile"], layer["maps"], 16))

        assert [found["rows"], found["columns"]] == list(made.output.shape[1:])
        assert (found["programs"], found["read"]) == (made.programs, made.read), layer
        assert found["once"] == image.size + kernels.size


def test_the_rounds_of_a_program_read_its_windows(shown: list[tuple[dict, dict]]):
    """Put together, the pixels of a place over all rounds are its window, in the kernel's order."""
    for layer, found in shown[:20]:
        image, _ = arrays(layer)
        positions = list(range(found["rounds"]))
        rounds = run(
            "arithmetic/tiles.js",
            "return a.positions.map((p) => m.roundAt(a.layer, p));",
            {"layer": layer, "positions": positions},
        )
        size = (layer["kernelHeight"], layer["kernelWidth"])
        windows = np.lib.stride_tricks.sliding_window_view(image, size, axis=(1, 2))
        windows = windows.transpose(1, 2, 0, 3, 4).reshape(found["places"], found["window"])
        seen = np.full_like(windows, np.nan)
        for one in rounds:
            assert len(one["places"]) + one["masked"] == layer["tile"]
            for place, pixel in zip(one["places"], one["pixels"], strict=True):
                at = image[one["channel"], pixel["row"], pixel["column"]]
                assert np.isnan(seen[place, one["k"]])
                seen[place, one["k"]] = at

        assert np.array_equal(seen, windows)
