"""What RooflineLab counts is what the exercise of chapter 12 counts."""

import numpy as np
import pytest

from tests import right_answers
from tests.support.node import run

(INTENSITY,) = right_answers.of("12_convolution_on_a_gpu")["arithmetic_intensity"][0]
SETTINGS = 40
PEAKS = {("A100", "float32"): 19.5e12, ("A100", "float16"): 312e12}
PEAKS |= {("H100", "float32"): 67e12, ("H100", "float16"): 989e12}
BANDWIDTHS = {"A100": 1.555e12, "H100": 3.35e12}


def random_layers() -> list[dict]:
    rng = np.random.default_rng(12)
    return [
        {
            "batch": int(2 ** rng.integers(11)),
            "channels": int(2 ** rng.integers(12)),
            "side": int(2 ** rng.integers(2, 9)),
            "kernel": int(rng.choice([1, 3, 5, 7])),
            "number": str(rng.choice(["float32", "float16"])),
            "device": str(rng.choice(["A100", "H100"])),
        }
        for _ in range(SETTINGS)
    ]


def test_intensity_and_roof_are_those_of_the_chapter():
    layers = random_layers()
    shown = run("arithmetic/roofline.js", "return a.map((layer) => m.underRoof(layer));", layers)

    for layer, found in zip(layers, shown, strict=True):
        n, c, side, k = (layer[name] for name in ("batch", "channels", "side", "kernel"))
        bytes_each = int(layer["number"][-2:]) // 8
        wanted = INTENSITY((n, c, side, side), (c, c, k, k), 1, (k - 1) // 2, bytes_each)
        peak, bandwidth = PEAKS[layer["device"], layer["number"]], BANDWIDTHS[layer["device"]]

        assert found["intensity"] == pytest.approx(wanted)
        assert found["reached"] == pytest.approx(min(peak, wanted * bandwidth))
        assert found["seconds"] == pytest.approx(found["operations"] / found["reached"])
        assert (found["bound"] == "memory") == (wanted < peak / bandwidth)
