"""Which blocks of a product are worth trying, and in how many parts its sums are cut."""

from __future__ import annotations

from typing import NamedTuple


class TileShape(NamedTuple):
    """What one program computes, and how.

    places, maps: sides of the block; depth: numbers of a sum in a round
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


class Product(NamedTuple):
    """The sizes of a layer's product of matrices: for each group rows × columns sums of `terms`."""

    rows: int
    columns: int
    terms: int
    groups: int = 1

    def programs(self, tile: TileShape) -> int:
        """Return how many programs compute it, where no sum is cut."""
        return -(-self.rows // tile.places) * -(-self.columns // tile.maps) * self.groups

    def rounds(self, tile: TileShape) -> int:
        """Return how many rounds the whole sum takes."""
        return -(-self.terms // tile.depth)


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
SMALL_TILE = TileShape(32, 32, 16, 4, 2)  # where no time is measured, as in the interpreter
ELEMENTWISE = TileShape(16, 64, 16, 4, 1)  # where no blocks are multiplied
DEPTHS = (64, 32, 16)  # `tl.dot` takes no less
FEWEST_ROUNDS = 4  # of a part: a shorter one is not worth sums of its own
# The A100's (NVIDIA, 2020), to put tiles in an order: what is measured decides.
MULTIPROCESSORS = 108
SHARED_BYTES = 163 * 1024  # that one program may take
PRODUCTS_A_CYCLE = 1024  # in float16, by one multiprocessor's tensor cores
L2_BYTES_A_CYCLE = 5120 / MULTIPROCESSORS
# Larger rounds spill in float32 (64 × 64 × 64 by tf32x3: 1,368 bytes, compiled for sm_80).
LARGEST_IN_FLOAT32 = 64 * 64 * 32


def promising(given: Product, number_bytes: int, depth_divides: int = 0) -> list[TileShape]:
    """Return the tiles to be tried on a product, likeliest first: TRIED at most, never none.

    number_bytes: of a factor; depth_divides: what a round's depth has to divide, if anything

    >>> promising(Product(49, 512, 4608), 2)[0]
    TileShape(places=64, maps=64, depth=32, warps=4, stages=4)
    """
    fitting = {
        tile._replace(depth=min(tile.depth, deepest(depth_divides)))
        for tile in TILES
        if tile.shared_bytes(number_bytes) <= SHARED_BYTES
        and (number_bytes == 2 or tile.places * tile.maps * tile.depth <= LARGEST_IN_FLOAT32)
    }
    return sorted(fitting, key=lambda tile: (cycles(tile, given), tile))[:TRIED]


def deepest(depth_divides: int) -> int:
    """Return the largest depth of a round that divides it; 0 is divided by all."""
    return next(depth for depth in DEPTHS if depth_divides % depth == 0)


def parts(tile: TileShape, given: Product, multiprocessors: int = MULTIPROCESSORS) -> int:
    """Return in how many parts the sums are cut, so that each multiprocessor has a program.

    None of them is empty, each has FEWEST_ROUNDS or more, and one part means that none is cut.

    >>> parts(TileShape(64, 32, 32, 4, 4), Product(49, 512, 4608))
    6
    """
    rounds = given.rounds(tile)
    wanted = max(1, min(multiprocessors // given.programs(tile), rounds // FEWEST_ROUNDS))
    return -(-rounds // -(-rounds // wanted))


def cycles(tile: TileShape, given: Product) -> float:
    """Estimate how long a product takes in float16: waves of programs that load, then multiply."""
    cut = parts(tile, given)
    waves = -(-given.programs(tile) * cut // MULTIPROCESSORS)
    terms = -(-given.rounds(tile) // cut) * tile.depth
    products = tile.places * tile.maps / PRODUCTS_A_CYCLE
    read = 2 * (tile.places + tile.maps) / L2_BYTES_A_CYCLE
    # Sums of parts are written in float32, and read again.
    again = 8 * tile.places * tile.maps / L2_BYTES_A_CYCLE if cut > 1 else 0
    return waves * (terms * (products + read) + again)
