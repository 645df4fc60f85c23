"""The tiles of the GPU kernel fit a GPU, and those that are tried suit the layer. No GPU is needed.

What compiles, compiles in a process of its own: TRITON_INTERPRET must not be set there.
"""

import json
import os
import subprocess
import sys

import pytest
import torch

from autograder.files import ROOT
from autograder.reference.layer import Layer
from autograder.reference.tiles import LARGEST_HARD, TILES, TRIED, promising, vector


def layer(c: int, o: int, side: int, k: int, padding: int = 0, n: int = 64) -> Layer:
    return Layer(n, c, side, side, o, k, k, (1, 1), (padding, padding), (1, 1), 1)


def of(given: Layer, last: bool = True, dtype: torch.dtype = torch.float16):
    """Return images and kernels of a layer."""
    layout = torch.channels_last if last else torch.contiguous_format
    sizes = (given.n, given.c, given.h, given.w), (given.o, given.c, given.kh, given.kw)
    return [torch.empty(size, dtype=dtype, memory_format=layout) for size in sizes]


# A layer of ResNet-50, and one of the course's whose channels are no multiple of 16.
LAYERS = {"256": layer(256, 256, 14, 3, 1), "24": layer(24, 48, 32, 3, 1)}
DEEPEST = TILES.index(max(TILES, key=lambda tile: tile.shared_bytes(2)))
# (layer, tile, compute capability); the rest of the older GPU's tiles are soaked.
COMPILED = [
    *[("256", at, 90) for at in range(len(TILES))],
    ("256", DEEPEST, 80),
    ("24", 1, 80),
    ("24", 1, 90),
]
SOAKED = [("256", at, 80) for at in range(len(TILES)) if at != DEEPEST]
LARGEST_SHARED = {80: 163 * 1024, 90: 227 * 1024}  # NVIDIA, CUDA C++ programming guide


def in_a_process(asked: list[tuple[str, int, int]]) -> list[dict]:
    given = {name: value for name, value in os.environ.items() if name != "TRITON_INTERPRET"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.autograder.reference.test_tiles", json.dumps(asked)],
        cwd=ROOT,
        env={**given, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def holds_that_they_fit(asked: list[tuple[str, int, int]]) -> None:
    made = in_a_process(asked)

    assert len(made) == len(asked)
    for found in made:
        assert found["spilled"] == 0, found
        assert found["shared"] <= LARGEST_SHARED[found["arch"]], found
        assert found["copies"] == [16], found


def test_every_tile_compiles_fits_does_not_spill_and_copies_16_bytes():
    holds_that_they_fit(COMPILED)


@pytest.mark.soak
def test_every_tile_does_so_on_an_older_gpu():
    holds_that_they_fit(SOAKED)


def test_neighbouring_channels_are_read_together_as_far_as_every_stride_allows():
    sides = {c: vector(layer(c, 8, 9, 3), *of(layer(c, 8, 9, 3))) for c in (1, 3, 6, 12, 24, 64)}

    assert sides == {1: 1, 3: 1, 6: 2, 12: 4, 24: 8, 64: 8}
    assert vector(LAYERS["24"], *of(LAYERS["24"], dtype=torch.float32)) == 4
    assert vector(LAYERS["24"], *of(LAYERS["24"], last=False)) == 1


def test_an_image_that_begins_between_two_vectors_is_read_in_smaller_ones():
    x, w = of(LAYERS["24"])
    (n, c, h, width), room = x.shape, torch.empty(x.numel() + 4, dtype=x.dtype)
    moved = room[4:].view(n, h, width, c).permute(0, 3, 1, 2)

    assert vector(LAYERS["24"], moved, w) == 4


@pytest.mark.parametrize("places", [1, 49, 12544, 802816])
@pytest.mark.parametrize("number_bytes", [2, 4])
def test_a_few_tiles_are_tried_on_every_layer(places: int, number_bytes: int):
    for maps in (1, 12, 64, 2048):
        tried = promising(places, maps, 576, number_bytes)
        hard = promising(places, maps, 576, number_bytes, hard=True)

        assert 1 <= len(tried) <= TRIED
        assert all(tile.shared_bytes(number_bytes) <= LARGEST_SHARED[80] for tile in tried)
        assert all(tile.places * tile.maps <= LARGEST_HARD for tile in hard)


def test_large_layers_try_large_tiles_and_small_layers_small_ones():
    sides = [tile.places * tile.maps for tile in promising(802816, 256, 576, 2)]
    few = [tile.places * tile.maps for tile in promising(49, 512, 4608, 2)]

    assert max(sides) == 256 * 128
    assert few[0] == min(tile.places * tile.maps for tile in TILES)


if __name__ == "__main__":
    from autograder.reference.ahead import compiled

    for name, at, arch in json.loads(sys.argv[1]):
        found = compiled(LAYERS[name], TILES[at], arch)
        facts = {"registers": found.registers, "spilled": found.spilled, "shared": found.shared}
        print(json.dumps({**facts, "copies": sorted(found.copies), "tile": at, "arch": arch}))
