"""The tiles of the GPU kernels fit a GPU, and those that are tried suit the layer.

No GPU is needed. What compiles, does so in a process of its own, without TRITON_INTERPRET.
"""

import json
import sys

import pytest
import torch

from autograder.reference.layer import Layer
from autograder.reference.packing import filled
from autograder.reference.tiles import (
    FEWEST_ROUNDS,
    LARGEST_IN_FLOAT32,
    TILES,
    TRIED,
    Product,
    TileShape,
    parts,
    promising,
)
from tests.support.convolution_layers import in_a_process


def layer(c: int, o: int, side: int, k: int, padding: int = 0, stride: int = 1, groups: int = 1):
    return Layer(64, c, side, side, o, k, k, (stride,) * 2, (padding,) * 2, (1, 1), groups)


# A layer for each path, of ResNet-50 or the course; some channels are no multiple of 16, 8 or 2.
LAYERS = {
    "product": layer(1024, 256, 14, 1),
    "taps": layer(256, 256, 14, 3, 1),
    "24 channels": layer(24, 48, 32, 3, 1),
    "12 channels": layer(12, 24, 12, 5),
    "3 channels": layer(3, 64, 224, 7, 3, stride=2),
    "depthwise": layer(96, 96, 32, 3, 1, groups=96),
}
GPUS = (80, 90)
LIKELY = TILES.index(TileShape(128, 128, 64, 8, 3))
LARGEST = TILES.index(TileShape(256, 128, 64, 8, 3))
SMALL = TILES.index(TileShape(64, 64, 32, 4, 4))
# (layer, dtype, tile, compute capability); the rest of the older GPU's tiles are soaked.
COMPILED = [
    *[("taps", "float16", at, 90) for at in range(len(TILES))],
    *[("taps", "float16", at, 80) for at in (LIKELY, LARGEST)],
    *[("product", "float16", LIKELY, arch) for arch in GPUS],
    *[(f"{c} channels", "float16", SMALL, 90) for c in (24, 12, 3)],
    ("3 channels", "float16", SMALL, 80),
    *[("taps", "float32", SMALL, arch) for arch in GPUS],
]
SOAKED = [
    *[(name, "float16", at, 80) for name in ("taps", "product") for at in range(len(TILES))],
    *[("3 channels", "bfloat16", at, arch) for at in range(len(TILES)) for arch in GPUS],
]
LARGEST_SUMS = 256 * 128
LARGEST_SHARED = {80: 163 * 1024, 90: 227 * 1024}  # NVIDIA, CUDA C++ programming guide


def compiled(what: str, asked: list[tuple[str, str, int, int]]) -> list[dict]:
    said = in_a_process(
        "tests.autograder.reference.test_tiles", what, json.dumps(asked), interpreted=""
    )
    return [json.loads(line) for line in said]


def holds_that_they_fit(made: list[dict]) -> None:
    for found in made:
        assert found["spilled"] == 0, found
        assert found["shared"] <= LARGEST_SHARED[found["arch"]], found
        multiplies = found["kernel"] not in ("depthwise", "add_parts")
        assert found["copies"] == ([16] if multiplies else []), found
        assert (found["products"] > 0) == multiplies, found


def test_every_tile_compiles_fits_does_not_spill_and_copies_16_bytes():
    """With bias and ReLU, and with addition but for the largest tiles, where that does spill."""
    made = compiled("layers", COMPILED)

    assert len(made) == len(COMPILED)
    assert {found["kernel"] for found in made} == {"product", "taps", "windows"}
    holds_that_they_fit(made)


@pytest.mark.soak
def test_every_tile_does_so_on_an_older_gpu_and_in_bfloat16():
    holds_that_they_fit(compiled("layers", SOAKED))


def test_the_kernels_that_do_not_multiply_blocks_and_the_way_back_do_so_too():
    asked = [("depthwise", "float16", SMALL, arch) for arch in GPUS]
    back = [("taps", "float16", LIKELY, 90), ("3 channels", "float16", SMALL, 80)]
    made = compiled("layers", asked) + compiled("back", back)

    assert {found["kernel"] for found in made} == {"depthwise", "over_places", "add_parts"}
    holds_that_they_fit(made)


def test_tf32x3_takes_three_products_where_tf32_takes_one():
    three, one = (
        compiled(how, [("taps", "float32", SMALL, 90)])[0]["products"] for how in ("layers", "tf32")
    )

    assert three == 3 * one > 0


def test_channels_are_filled_up_to_whole_copies():
    assert [filled(c, 2) for c in (1, 3, 8, 12, 24, 64)] == [8, 8, 8, 16, 24, 64]
    assert [filled(c, 4) for c in (1, 3, 8, 12)] == [4, 4, 8, 12]


@pytest.mark.parametrize("places", [1, 49, 12544, 802816])
@pytest.mark.parametrize("number_bytes", [2, 4])
def test_a_few_tiles_are_tried_on_every_layer(places: int, number_bytes: int):
    for maps in (1, 12, 64, 2048):
        tried = promising(Product(places, maps, 576), number_bytes)

        assert 1 <= len({*tried}) == len(tried) <= TRIED
        assert all(tile.shared_bytes(number_bytes) <= LARGEST_SHARED[80] for tile in tried)
        if number_bytes == 4:
            sizes = [tile.places * tile.maps * tile.depth for tile in tried]
            assert max(sizes) <= LARGEST_IN_FLOAT32


@pytest.mark.parametrize(("channels", "depth"), [(256, 64), (96, 32), (144, 16), (48, 16)])
def test_a_round_has_channels_of_one_tap_alone(channels: int, depth: int):
    tried = promising(Product(12544, 256, 9 * channels), 2, depth_divides=channels)

    assert all(channels % tile.depth == 0 for tile in tried)
    assert max(tile.depth for tile in tried) == depth


def test_sums_are_cut_where_programs_are_fewer_than_multiprocessors():
    """Chapter 12's example: 16 programs for 108 multiprocessors, so each sum is cut in six."""
    tile = TileShape(64, 32, 32, 4, 4)

    assert parts(tile, Product(49, 512, 4608)) == 6
    assert parts(tile, Product(12544, 512, 4608)) == 1
    assert parts(tile, Product(49, 512, 4608), multiprocessors=16) == 1
    assert parts(tile, Product(49, 512, 32)) == 1  # one round


@pytest.mark.parametrize("tile", TILES)
@pytest.mark.parametrize("terms", [16, 147, 576, 4608, 200_704])
def test_no_part_of_a_sum_is_empty(tile: TileShape, terms: int):
    given = Product(49, 64, terms)
    cut, rounds = parts(tile, given), given.rounds(tile)
    each = -(-rounds // cut)

    assert (cut - 1) * each < rounds <= cut * each
    assert cut == 1 or each >= FEWEST_ROUNDS


def test_large_layers_try_large_tiles_and_small_layers_small_ones():
    sides = [tile.places * tile.maps for tile in promising(Product(802816, 256, 576), 2)]
    few = [tile.places * tile.maps for tile in promising(Product(49, 512, 4608), 2)]

    assert max(sides) == 256 * 128
    assert min(tile.places * tile.maps for tile in TILES) in few
    assert max(few) < min(sides)


if __name__ == "__main__":
    from autograder.reference import ahead
    from autograder.reference.gradients import KernelGradient
    from autograder.reference.plan import Plan

    what, asked = sys.argv[1], json.loads(sys.argv[2])
    for name, kind, at, arch in asked:
        one, like = LAYERS[name], torch.empty(1, dtype=getattr(torch, kind))
        if what == "back":
            gradient = KernelGradient(one, like, tile=TILES[at])
            launches = ahead.of_kernels(gradient, like)
        else:
            w = like.new_empty(one.o, one.c // one.groups, one.kh, one.kw)
            how = "tf32" if what == "tf32" else "tf32x3"
            plan = Plan(one, w, w.new_empty(one.o), relu=True, precision=how, tile=TILES[at], cut=1)
            adds = TILES[at].places * TILES[at].maps < LARGEST_SUMS
            launches = ahead.of_a_layer(plan, fused_add=adds)
        for launch in launches:
            found = ahead.compiled(launch, arch)
            facts = {**vars(found), "copies": sorted(found.copies)}
            tile = [*launch.given["tile"]]
            kernel = launch.kernel.__name__
            print(json.dumps({**facts, "kernel": kernel, "tile": tile, "arch": arch}))
