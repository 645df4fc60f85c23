"""Which blocks of the output are worth trying for a layer; how many numbers are read at once."""

from __future__ import annotations

from typing import NamedTuple

import torch

from autograder.reference.layer import Layer


class TileShape(NamedTuple):
    """What one program computes, and how.

    places, maps: sides of the block; depth: numbers of a window in a round
    warps: of 32 threads each; stages: rounds that are loaded ahead, and the one being multiplied
    """

    places: int
    maps: int
    depth: int
    warps: int
    stages: int

    def shared_bytes(self, number_bytes: int) -> int:
        """Return the shared memory that the loaded blocks take."""
        return (self.places + self.maps) * self.depth * number_bytes * self.stages


TILES = [
    TileShape(64, 32, 32, 4, 4),
    TileShape(64, 64, 32, 4, 4),
    TileShape(64, 64, 64, 4, 3),
    TileShape(128, 32, 32, 4, 4),
    TileShape(128, 64, 32, 4, 4),
    TileShape(128, 64, 64, 4, 3),
    TileShape(128, 128, 32, 8, 3),
    TileShape(128, 128, 64, 8, 3),
    TileShape(256, 64, 32, 8, 3),
    TileShape(256, 64, 64, 8, 3),
    TileShape(256, 128, 64, 8, 3),
    TileShape(128, 256, 64, 8, 3),
]
TRIED = 4
# The A100's (NVIDIA, 2020), to put tiles in an order: what is measured decides.
MULTIPROCESSORS = 108
SHARED_BYTES = 163 * 1024  # that one program may take
PRODUCTS_A_CYCLE = 1024  # in float16, by one multiprocessor's tensor cores
L2_BYTES_A_CYCLE = 5120 / MULTIPROCESSORS
# Larger sums spill in float32 without tensor cores (256 × 128: 12,440 bytes, compiled for sm_90),
# and where numbers come in copies of less than 16 bytes (12 channels: 6,396 bytes).
LARGEST_HARD = 64 * 64


def promising(
    places: int, maps: int, window: int, number_bytes: int, hard: bool = False
) -> list[TileShape]:
    """Return the tiles to be tried on a layer, likeliest first: TRIED at most, never none.

    places: n P Q; maps: of one group; window: numbers that each output sums
    number_bytes: of an input; hard: products without tensor cores, or copies of less than 16 bytes

    >>> promising(49, 512, 4608, 2)[0]
    TileShape(places=64, maps=32, depth=32, warps=4, stages=4)
    """
    fitting = [
        tile
        for tile in TILES
        if tile.shared_bytes(number_bytes) <= SHARED_BYTES
        and not (hard and tile.places * tile.maps > LARGEST_HARD)
    ]
    return sorted(fitting, key=lambda tile: cycles(tile, places, maps, window))[:TRIED]


def cycles(tile: TileShape, places: int, maps: int, window: int) -> float:
    """Estimate how long a layer takes in float16: waves of programs that load, then multiply."""
    programs = -(-places // tile.places) * -(-maps // tile.maps)
    rounds = -(-window // tile.depth) * tile.depth
    products = tile.places * tile.maps / PRODUCTS_A_CYCLE
    read = 2 * (tile.places + tile.maps) / L2_BYTES_A_CYCLE
    return -(-programs // MULTIPROCESSORS) * rounds * (products + read)


def vector(layer: Layer, x: torch.Tensor, w: torch.Tensor) -> int:
    """Return how many numbers can be read at once, 16 bytes at most: a power of two.

    They are neighbouring channels, so these must lie side by side, and everything else that moves
    a pointer must be a multiple.
    """
    channels, most = layer.c // layer.groups, 16 // x.element_size()
    if channels > 1 and (x.stride(1), w.stride(1)) != (1, 1):
        return 1
    moves = [channels, *(t.stride(axis) for t in (x, w) for axis in (0, 2, 3))]
    starts = [t.data_ptr() // t.element_size() for t in (x, w)]
    while any(number % most for number in (*moves, *starts)):
        most //= 2
    return most
