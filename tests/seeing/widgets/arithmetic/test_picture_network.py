"""The network for photographs in JavaScript is torch's."""

import numpy as np
import pytest
import torch

from seeing import networks
from seeing.widgets import OcclusionLab
from tests.support.node import run


def halves(network: torch.nn.Module) -> np.ndarray:
    vector = torch.nn.utils.parameters_to_vector(network.parameters())
    return vector.numpy(force=True).astype(np.float16)


@pytest.mark.parametrize("trained", [True, False])
def test_the_scores_are_torchs_to_1e_4(trained: bool):
    torch.manual_seed(3)
    network = networks.load("cifar10") if trained else networks.picture_network().half().float()
    photographs = OcclusionLab().images.reshape(-1, 32, 32, 3).transpose(0, 3, 1, 2) / 255
    noise = np.random.default_rng(0).random((3, 3, 32, 32))
    images = np.concatenate([photographs, noise]).astype(np.float32)
    given = {
        "weights": halves(network).astype(float).tolist(),
        "images": images.reshape(len(images), -1).tolist(),
    }

    found = run(
        "arithmetic/picture_network.js",
        """const layers = m.sharedOut(Float32Array.from(a.weights));
        const read = (pixels) => [...m.readPicture(layers, Float32Array.from(pixels))];
        return a.images.map(read);""",
        given,
    )

    with torch.no_grad():
        wanted = network(torch.from_numpy(images)).numpy()
    np.testing.assert_allclose(found, wanted, atol=1e-4, rtol=1e-4)


def test_a_square_is_covered_in_all_channels_and_nothing_else():
    pixels = np.arange(3 * 32 * 32, dtype=float)

    found = run(
        "arithmetic/picture_network.js",
        "return [...m.coveredBy(Float32Array.from(a.pixels), 3, 5, 4, [-1, -2, -3])];",
        {"pixels": pixels.tolist()},
    )

    wanted = pixels.reshape(3, 32, 32)
    wanted[:, 3:7, 5:9] = np.array([-1, -2, -3])[:, None, None]
    np.testing.assert_array_equal(np.array(found).reshape(3, 32, 32), wanted)
