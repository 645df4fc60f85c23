"""The course's two trained networks, layer by layer, before anything is learned."""

from __future__ import annotations

from collections import OrderedDict
from itertools import chain, pairwise

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval


class Residual(nn.Module):
    """Add to the input what the layers inside make of it: x + inside(x).

    (n, c, h, w) -> (n, c, h, w). Source: He et al., Deep residual learning, 2016.
    """

    def __init__(self, *inside: nn.Module) -> None:
        super().__init__()
        self.inside = nn.Sequential(*inside)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x + inside(x)."""
        changed: torch.Tensor = self.inside(x)
        return x + changed


def digit_network() -> nn.Sequential:
    """Return the network for MNIST: two convolutions, each with a pooling layer, and a linear one.

    (n, 1, 28, 28), 0 (paper) to 1 (ink) -> (n, 10) scores before the softmax.
    After: LeCun et al., Gradient-based learning applied to document recognition, 1998.
    """
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(1, 12, 5),
            relu1=nn.ReLU(),
            pool1=nn.MaxPool2d(2),
            conv2=nn.Conv2d(12, 24, 5),
            relu2=nn.ReLU(),
            pool2=nn.MaxPool2d(2),
            flatten=nn.Flatten(),
            scores=nn.Linear(24 * 4 * 4, 10),
        )
    )


def picture_network() -> nn.Sequential:
    """Return the network for CIFAR-10: nine convolutions, five of them residual, and a linear.

    (n, 3, 32, 32), 0 to 1 -> (n, 10) scores before the softmax. The wide layers come where the maps
    are small, which is where parameters are cheap in time.
    After: Jordan, 94 % on CIFAR-10 in 3.29 seconds on a single GPU, 2024.
    """
    return nn.Sequential(
        OrderedDict(
            conv1=_same(3, 24),
            relu1=nn.ReLU(),
            conv2=_same(24, 48),
            pool2=nn.MaxPool2d(2),
            relu2=nn.ReLU(),
            conv3=_residual(48, convolutions=2),
            conv4=_same(48, 96),
            pool4=nn.MaxPool2d(2),
            relu4=nn.ReLU(),
            conv5=_residual(96, convolutions=2),
            conv6=_same(96, 144),
            pool6=nn.MaxPool2d(2),
            relu6=nn.ReLU(),
            conv7=_residual(144, convolutions=1),
            largest=nn.AdaptiveMaxPool2d(1),
            flatten=nn.Flatten(),
            scores=nn.Linear(144, 10),
        )
    )


def _same(maps_in: int, maps_out: int) -> nn.Conv2d:
    return nn.Conv2d(maps_in, maps_out, 3, padding=1)


def _residual(maps: int, convolutions: int) -> Residual:
    layers = [(_same(maps, maps), nn.ReLU()) for _ in range(convolutions)]
    return Residual(*chain.from_iterable(layers))


def with_batch_norm(network: nn.Module) -> nn.Module:
    """Put a batch normalization after each convolution, in place; training is faster with it.

    Where a pooling layer comes next, it goes behind that, where a quarter of the numbers are left.
    It then scales by what is positive, so that the largest number stays the largest.
    """
    maps = 0  # of a convolution that has no normalization yet
    layers = [*network.named_children(), ("", nn.Identity())]
    for (name, layer), (_, following) in pairwise(layers):
        match layer:
            case nn.Conv2d() if isinstance(following, nn.MaxPool2d):
                maps = layer.out_channels
            case nn.Conv2d():
                setattr(network, name, nn.Sequential(layer, nn.BatchNorm2d(layer.out_channels)))
            case nn.MaxPool2d() if maps:
                norm = nn.BatchNorm2d(maps)
                norm.weight.requires_grad_(False)  # stays 1
                setattr(network, name, nn.Sequential(layer, norm))
                maps = 0
            case _:
                with_batch_norm(layer)
    return network


def folded(network: nn.Module) -> nn.Module:
    """Fold each batch normalization into the convolution before it, in place: the same function.

    In evaluation it is a multiplication and an addition, which the kernel and the bias can hold.
    """
    before = ""  # the name of the layer before
    for name, layer in list(network.named_children()):
        match layer:
            case nn.Sequential() if isinstance(norm := layer[-1], nn.BatchNorm2d):
                kept = layer[0]
                setattr(network, name, kept)
                convolution = name if isinstance(kept, nn.Conv2d) else before
                fused = fuse_conv_bn_eval(getattr(network, convolution).eval(), norm.eval())
                setattr(network, convolution, fused)
            case _:
                folded(layer)
        before = name
    return network


@torch.no_grad()
def whiten(layer: nn.Module, images: torch.Tensor) -> None:
    """Let a first layer begin with the principal components of the images' patches, and opposites.

    layer: a convolution; images: (n, c, h, w)
    Each map has mean 0 and, where the patches vary at all, variance 1.
    Source: Coates and Ng, Learning feature representations with k-means, 2012.
    """
    assert isinstance(layer, nn.Conv2d)
    assert layer.bias is not None
    size, maps = layer.kernel_size[0], layer.out_channels
    patches = images.unfold(2, size, size).unfold(3, size, size)
    patches = patches.permute(0, 2, 3, 1, 4, 5).flatten(3).flatten(0, 2)
    variances, components = torch.linalg.eigh(torch.cov(patches.T))
    largest = components[:, -(maps // 2) :] / (variances[-(maps // 2) :] + 1e-3).sqrt()
    kernels = torch.cat([largest, -largest], dim=1).T
    layer.weight.copy_(kernels.view_as(layer.weight))
    layer.bias.copy_(-kernels @ patches.mean(dim=0))


def count(network: nn.Module) -> int:
    """Return the number of parameters."""
    return sum(parameter.numel() for parameter in network.parameters())
