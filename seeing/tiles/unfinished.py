"""The kernel of chapter 12 without the body of its loop: what a reader begins with."""

from __future__ import annotations

from seeing.tiles import language as tl


def convolve_tile(  # type: ignore[no-untyped-def]  # a kernel's arguments are pointers and sizes
    x, w, y, C, H, W, M, P, Q, KH, KW, BM, BN, BK
):
    """Compute one tile of a layer's output."""
    place = tl.program_id(0) * BM + tl.arange(0, BM)  # my places
    m = tl.program_id(1) * BN + tl.arange(0, BN)  # my maps
    is_place, is_map = place < P * Q, m < M
    total = tl.zeros((BM, BN), dtype=tl.float32)
    for k0 in range(0, C * KH * KW, BK):
        k = k0 + tl.arange(0, BK)  # which numbers of a window
        # Load BM × BK pixels and BK × BN weights; add their product.
        raise NotImplementedError("convolve_tile is not written yet")
    y_at = y + m[None, :] * (P * Q) + place[:, None]
    tl.store(y_at, total, mask=is_place[:, None] & is_map[None, :])
