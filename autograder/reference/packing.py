"""How images and kernels lie for the GPU: channels last, filled up to whole copies of 16 bytes."""

from __future__ import annotations

import torch

COPY_BYTES = 16  # of the largest asynchronous copy


def filled(channels: int, number_bytes: int) -> int:
    """Return the channels of a group as they lie: the next multiple of a copy's numbers.

    >>> filled(3, number_bytes=2), filled(24, number_bytes=2)
    (8, 24)
    """
    numbers = COPY_BYTES // number_bytes
    return -(-channels // numbers) * numbers


def lie_ready(images: torch.Tensor, groups: int, width: int) -> bool:
    """Say whether images lie as (n, h, w, groups, width) already, and begin where a copy may."""
    return (
        images.shape[1] == groups * width
        and images.is_contiguous(memory_format=torch.channels_last)
        and images.data_ptr() % COPY_BYTES == 0
    )


def room_for(images: torch.Size, groups: int, width: int, like: torch.Tensor) -> torch.Tensor:
    """Return zeros (n, h, w, groups, width) for images (n, c, h, w), of like's dtype and device."""
    n, _, h, w = images
    return torch.zeros(n, h, w, groups, width, dtype=like.dtype, device=like.device)


def pack_images(images: torch.Tensor, room: torch.Tensor) -> torch.Tensor:
    """Copy images (n, c, h, w) into `room`; the channels that fill up stay zero."""
    groups = room.shape[3]
    channels = images.shape[1] // groups
    room[..., :channels].copy_(images.movedim(1, -1).unflatten(-1, (groups, channels)))
    return room


def pack_kernels(kernels: torch.Tensor, width: int) -> torch.Tensor:
    """Return kernels (o, c, kh, kw) as (o, kh, kw, width), filled up by zeros."""
    o, c, kh, kw = kernels.shape
    packed = kernels.new_zeros(o, kh, kw, width)
    packed[..., :c] = kernels.movedim(1, -1)
    return packed
