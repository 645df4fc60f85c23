"""A picture that climbs in JavaScript does so as torch and `features.visualize` have it."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from seeing import features, networks
from seeing.features import Pixels, blur, energy, unit, variation
from tests.support.node import run, script

DEER = 4
OFF = dict.fromkeys(("l2", "variation", "blur", "jitter", "turns", "waves"), False)
COLOURS = [0.9, 0.3, 0.1, 0.4, 0.6, 0.4, 0.2, 0.5, 0.7]  # not symmetric: a turned one shows


def given(**more: object) -> dict:
    """What the scripts take: weights, and what a test adds."""
    vector = torch.nn.utils.parameters_to_vector(networks.load("cifar10").parameters())
    return {"weights": vector.tolist(), "unit": DEER, **more}


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module with all that the scripts use."""
    path = tmp_path_factory.mktemp("climbing") / "together.mjs"
    names = ("climbing", "picture_slopes", "picture_network", "edges")
    addresses = [script(f"arithmetic/{name}.js").as_uri() for name in names]
    path.write_text("".join(f"export * from {json.dumps(one)};\n" for one in addresses), "utf-8")
    return path


@pytest.mark.parametrize("seed", [0, 1])
def test_the_slopes_are_torchs(together: Path, seed: int):
    net = networks.load("cifar10")
    pixels = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(seed))

    found = run(
        together,
        """const found = m.slopesOf(m.sharedOut(Float32Array.from(a.weights)), a.pixels, a.unit);
        return { scores: [...found.scores], slopes: [...found.slopes] };""",
        given(pixels=pixels.flatten().tolist()),
    )

    pixels.requires_grad_(True)
    scores = net(pixels)[0]
    (slopes,) = torch.autograd.grad(scores[DEER], pixels)
    np.testing.assert_allclose(found["scores"], scores.detach(), atol=1e-4)
    np.testing.assert_allclose(found["slopes"], slopes.flatten(), atol=1e-5)


@pytest.mark.parametrize(
    ("ways", "options"),
    [
        ({}, {}),
        ({"l2": True}, {"goal": unit("scores", DEER) - 200 * energy()}),
        ({"variation": True}, {"goal": unit("scores", DEER) - 20 * variation()}),
        ({"blur": True}, {"changes": [blur(1.0)]}),
        ({"colours": COLOURS}, {"canvas": Pixels(colours=torch.tensor(COLOURS).view(3, 3))}),
    ],
    ids=lambda one: "+".join(one),
)
def test_where_nothing_is_drawn_a_climb_is_that_of_the_library(
    together: Path, ways: dict, options: dict
):
    canvas = options.get("canvas", Pixels())
    start = canvas.start((3, 32, 32), torch.Generator().manual_seed(0)).flatten()
    film = features.visualize(
        networks.load("cifar10"),
        size=(3, 32, 32),
        steps=2,
        rate=0.02,
        progress=False,
        **{"goal": unit("scores", DEER), "canvas": canvas, **options},
    )

    found = run(
        together,
        """const layers = m.sharedOut(Float32Array.from(a.weights));
        const climb = m.beginning(0, a.ways);
        climb.numbers.set(a.start);
        for (let k = 0; k < 2; k += 1) m.ascend(layers, climb, a.unit, a.ways);
        const { picture, goal } = m.goalOf(layers, climb.numbers, a.unit, a.ways, climb.draw);
        return { picture: [...picture], goal };""",
        given(ways=OFF | ways, start=start.tolist()),
    )

    # Adam's first steps are as large for a slope of nearly 0, whose last digits differ from one
    # processor to another; with each step that weighs more, so there are two.
    assert found["goal"] == pytest.approx(film.values[-1].item(), abs=0.06)
    apart = np.abs(np.array(found["picture"]) - film.last.flatten().numpy())
    assert apart.mean() < 2e-3


@pytest.mark.parametrize(
    "ways",
    [
        {"waves": True, "colours": COLOURS},
        dict.fromkeys(("jitter", "turns", "blur", "waves", "l2", "variation"), True),
    ],
    ids=lambda ways: "+".join(ways),
)
def test_the_goals_gradient_tells_how_far_a_small_step_leads(together: Path, ways: dict):
    found = run(
        together,
        """const layers = m.sharedOut(Float32Array.from(a.weights));
        const { numbers } = m.beginning(3, a.ways);
        const at = (many) => m.goalOf(layers, many, a.unit, a.ways, m.randoms(7));
        const { slopes } = at(numbers);
        const size = Math.hypot(...slopes);
        const far = (by) => at(numbers.map((one, i) => one + (by * slopes[i]) / size)).goal;
        return { size, measured: (far(a.step) - far(-a.step)) / (2 * a.step) };""",
        given(ways=OFF | ways, step=2e-3),
    )

    assert found["measured"] == pytest.approx(found["size"], rel=0.05)


def test_waves_are_as_strong_as_those_of_the_library(together: Path):
    """A single wave has one strength for all directions and phases: 1 / its frequency."""
    found = run(
        together,
        """const sizes = [[0, 0], [0, 1], [0, 31], [2, 3], [16, 16]].map(([s, t]) => {
            const numbers = new Float64Array(3072);
            numbers[32 * s + t] = 0.01;
            const logit = (p) => Math.log(p / (1 - p));
            const plane = [...m.pictureOf(numbers, { waves: true, colours: null })].slice(0, 1024);
            return Math.hypot(...plane.map(logit)) / 0.01;
        });
        return sizes;""",
        {},
    )

    frequencies = [1 / 32, 1 / 32, 1 / 32, np.hypot(2, 3) / 32, np.hypot(16, 16) / 32]
    np.testing.assert_allclose(found, 1 / np.array(frequencies), rtol=1e-6)
