"""Look inside a network: where it looks, and what it wants to see. For any torch model of images.

Images are batches (n, c, h, w), as the model takes them. Layers are named as in
`model.named_modules()`. Every function leaves the model as it was: its mode, its weights, and
whether they learn.

>>> from seeing.networks import load
>>> net = load("mnist")
>>> saliency(net, torch.zeros(2, 1, 28, 28), torch.tensor([3, 5])).shape
torch.Size([2, 1, 28, 28])
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

Activations = Mapping[str, Tensor]


@contextlib.contextmanager
def still(model: nn.Module) -> Iterator[None]:
    """Put a model into evaluation mode with weights that do not learn; afterwards as it was."""
    modes = {module: module.training for module in model.modules()}
    learning = [p for p in model.parameters() if p.requires_grad]
    model.eval()
    for parameter in learning:
        parameter.requires_grad_(False)
    try:
        yield
    finally:
        for parameter in learning:
            parameter.requires_grad_(True)
        for module, mode in modes.items():
            module.training = mode


@contextlib.contextmanager
def watched(model: nn.Module, layers: Sequence[str]) -> Iterator[dict[str, Tensor]]:
    """Keep what the named layers give, at each call anew: {layer: its output}.

    raises KeyError if the model has no such layer
    """
    modules, kept = dict(model.named_modules()), {}
    for name in layers:
        if name not in modules:
            raise KeyError(f"no layer {name!r}; there are {', '.join(filter(None, modules))}")

    def keep(name: str, module: nn.Module, given: object, output: Tensor) -> None:
        kept[name] = output

    hooks = [modules[name].register_forward_hook(partial(keep, name)) for name in layers]
    try:
        yield kept
    finally:
        for hook in hooks:
            hook.remove()


def saliency(model: nn.Module, images: Tensor, labels: Tensor) -> Tensor:
    """Return the gradient of each image's own score with respect to its pixels, (n, c, h, w).

    The score before the softmax: a probability near 1 hardly changes, whatever the pixels do.
    Source: Simonyan, Vedaldi and Zisserman, Deep inside convolutional networks, 2014.
    """
    images = images.detach().clone().requires_grad_(True)
    with still(model):
        (gradient,) = torch.autograd.grad(_own_scores(model(images), labels).sum(), images)
    return gradient


def grad_cam(model: nn.Module, layer: str, images: Tensor, labels: Tensor) -> Tensor:
    """Return where a layer's maps speak for the labels, (n, rows, columns) of that layer.

    The maps are added up, each weighted by the mean gradient of the score with respect to it; what
    speaks against the label is left out. Source: Selvaraju and others, Grad-CAM, 2017.
    """
    images = images.detach().clone().requires_grad_(True)
    with still(model), watched(model, [layer]) as kept:
        score = _own_scores(model(images), labels).sum()
        (gradient,) = torch.autograd.grad(score, kept[layer])
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    return functional.relu((weights * kept[layer]).sum(dim=1)).detach()


@torch.no_grad()
def occlusion(
    model: nn.Module, image: Tensor, label: int, side: int, stride: int = 1, fill: float = 0.5
) -> Tensor:
    """Return by how much the label's score falls when a square is covered, (rows, columns).

    image: (c, h, w); side: of the square, in pixels; stride: between its places; fill: its value
    Source: Zeiler and Fergus, Visualizing and understanding convolutional networks, 2014.
    """
    rows = range(0, image.shape[1] - side + 1, stride)
    columns = range(0, image.shape[2] - side + 1, stride)
    if not rows or not columns:
        raise ValueError(f"a square of {side} does not fit into {tuple(image.shape[1:])} pixels")
    covered = image.repeat(len(rows) * len(columns), 1, 1, 1)
    for place, (top, left) in enumerate((s, t) for s in rows for t in columns):
        covered[place, :, top : top + side, left : left + side] = fill
    with still(model):
        before = model(image[None])[0, label]
        after = torch.cat([model(part)[:, label] for part in covered.split(256)])
    drops: Tensor = (before - after).view(len(rows), len(columns))
    return drops


def _own_scores(scores: Tensor, labels: Tensor) -> Tensor:
    return scores.gather(1, labels[:, None])[:, 0]


@dataclass(frozen=True)
class Term:
    """What is to be large: a number made of the picture and of some layers' outputs.

    Terms can be added, subtracted, and multiplied by a number.

    value: (picture (1, c, h, w), activations by layer) -> a scalar tensor
    layers: whose outputs it needs
    """

    value: Callable[[Tensor, Activations], Tensor]
    layers: frozenset[str] = field(default_factory=frozenset)

    def __add__(self, other: Term) -> Term:
        """Ask for both."""
        both = self.layers | other.layers
        return Term(
            lambda picture, kept: self.value(picture, kept) + other.value(picture, kept), both
        )

    def __mul__(self, weight: float) -> Term:
        """Ask for it more, or less, or for its opposite."""
        return Term(lambda picture, kept: weight * self.value(picture, kept), self.layers)

    __rmul__ = __mul__

    def __neg__(self) -> Term:
        """Ask for its opposite."""
        return -1.0 * self

    def __sub__(self, other: Term) -> Term:
        """Ask for this and for the other's opposite."""
        return self + -other


def unit(layer: str, index: int) -> Term:
    """A layer's map of this number, on average over its places; or one number of a flat layer."""
    return Term(lambda _, kept: kept[layer][:, index].mean(), frozenset([layer]))


def place(layer: str, index: int, row: int, column: int) -> Term:
    """One number of one map."""
    return Term(lambda _, kept: kept[layer][0, index, row, column], frozenset([layer]))


def energy() -> Term:
    """How far the pixels are from middle grey: the mean of the squares. To be subtracted."""
    return Term(lambda picture, _: (picture - 0.5).square().mean())


def variation() -> Term:
    """Total variation: the mean absolute difference of neighbours. To be subtracted."""

    def value(picture: Tensor, _: Activations) -> Tensor:
        down, across = picture.diff(dim=2).abs().mean(), picture.diff(dim=3).abs().mean()
        return down + across

    return Term(value)


# (picture (1, c, h, w), generator) -> another of the same shape, which the model gets to see.
Change = Callable[[Tensor, torch.Generator], Tensor]


def jitter(most: int) -> Change:
    """Shift the picture by up to so many pixels, anew in each step; what leaves comes in again.

    The picture itself stays where it is: the gradient is shifted back by itself.
    """

    def change(picture: Tensor, rng: torch.Generator) -> Tensor:
        down, right = torch.randint(-most, most + 1, (2,), generator=rng).tolist()
        return picture.roll((down, right), dims=(2, 3))

    return change


def blur(sigma: float) -> Change:
    """Let the model see the picture through a Gaussian of this width in pixels."""
    reach = max(1, round(3 * sigma))
    bell = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    bell = bell / bell.sum()

    def change(picture: Tensor, _: torch.Generator) -> Tensor:
        channels = picture.shape[1]
        row = bell.to(picture).repeat(channels, 1, 1, 1)
        padded = functional.pad(picture, (reach,) * 4, mode="reflect")
        across = functional.conv2d(padded, row, groups=channels)
        return functional.conv2d(across, row.transpose(2, 3), groups=channels)

    return change


@dataclass(frozen=True)
class Pixels:
    """A picture of independent pixels, each a number between 0 and 1 by the logistic function.

    spread: of the noise that it begins with
    colours: (c, c), how channels belong together: None for independent ones
    """

    spread: float = 0.1
    colours: Tensor | None = None

    def start(self, size: tuple[int, int, int], rng: torch.Generator) -> Tensor:
        """Return what is learned, for a picture of this size (c, h, w)."""
        return self.spread * torch.randn(1, *size, generator=rng)

    def picture(self, numbers: Tensor, size: tuple[int, int, int]) -> Tensor:
        """Make the picture (1, c, h, w) of what is learned."""
        return torch.sigmoid(_coloured(numbers, self.colours))


@dataclass(frozen=True)
class Fourier:
    """A picture as a sum of waves, long ones strong and short ones weak, as in photographs.

    The step is the same for each wave, so a picture changes in its large parts first.
    Source: Olah, Mordvintsev and Schubert, Feature visualization, 2017.

    spread: of the noise that it begins with
    decay: a wave of frequency f has the weight 1 / f^decay
    colours: (c, c), how channels belong together: None for independent ones
    """

    spread: float = 0.1
    decay: float = 1.0
    colours: Tensor | None = None

    def start(self, size: tuple[int, int, int], rng: torch.Generator) -> Tensor:
        """Return what is learned, for a picture of this size (c, h, w)."""
        c, h, w = size
        return self.spread * torch.randn(1, c, h, w // 2 + 1, 2, generator=rng)

    def picture(self, numbers: Tensor, size: tuple[int, int, int]) -> Tensor:
        """Make the picture (1, c, h, w) of what is learned."""
        _, h, w = size
        down = torch.fft.fftfreq(h)[:, None]
        across = torch.fft.rfftfreq(w)[None, :]
        frequency = (down.square() + across.square()).sqrt().clamp(min=1 / max(h, w))
        weights = frequency.pow(-self.decay) / max(h, w) ** (self.decay - 1)
        waves = torch.view_as_complex(numbers) * weights
        plane = torch.fft.irfft2(waves, s=(h, w), norm="ortho")
        return torch.sigmoid(_coloured(plane, self.colours))


def _coloured(plane: Tensor, colours: Tensor | None) -> Tensor:
    return plane if colours is None else torch.einsum("dc,nchw->ndhw", colours.to(plane), plane)


def colours_of(images: Tensor) -> Tensor:
    """Return how the channels of some images belong together, (c, c), of unit size.

    images: (n, c, h, w)
    The root of their covariance: it turns independent channels into such as the images have.
    """
    rows = images.transpose(0, 1).flatten(1)
    strengths, axes = torch.linalg.eigh(torch.cov(rows))
    root = axes * strengths.clamp(min=0).sqrt() @ axes.T
    unit_root: Tensor = root / root.norm(dim=1).max()
    return unit_root


@dataclass(frozen=True)
class Film:
    """What became of a picture.

    pictures: (k, c, h, w), 0 to 1; steps: (k,), after how many steps each was taken; values: (k,),
        what the goal was worth then
    """

    pictures: Tensor
    steps: Tensor
    values: Tensor

    @property
    def last(self) -> Tensor:
        """The picture at the end, (c, h, w)."""
        return self.pictures[-1]


def visualize(
    model: nn.Module,
    goal: Term,
    size: tuple[int, int, int],
    *,
    canvas: Pixels | Fourier = Fourier(),
    changes: Sequence[Change] = (),
    steps: int = 256,
    rate: float = 0.05,
    seed: int = 0,
    frames: int = 1,
    watch: Callable[[int, Tensor, float], None] | None = None,
    progress: bool = True,
) -> Film:
    """Change a picture step by step so that a goal grows: gradient ascent, by Adam.

    goal: such as unit("conv5", 7) - 0.1 * variation()
    size: of the picture, (c, h, w); the model must take it
    canvas: what a picture is made of
    changes: what happens to it in each step before the model sees it
    frames: how many pictures to keep, 1 to steps, evenly spread; the last is always among them
    watch: called at each of them with the step, the picture (c, h, w) and what the goal is worth
    """
    if not 1 <= frames <= steps:
        raise ValueError(f"frames: 1 to {steps}, as many as there are steps, not {frames}")
    rng = torch.Generator().manual_seed(seed)
    numbers = canvas.start(size, rng).requires_grad_(True)
    adam = torch.optim.Adam([numbers], lr=rate, maximize=True)
    wanted = {round(steps * (k + 1) / frames) for k in range(frames)}
    kept_pictures, kept_steps, values = [], [], []
    with still(model), watched(model, sorted(goal.layers)) as kept:
        for step in tqdm(range(steps + 1), desc="steps", disable=not progress):
            picture = shown = canvas.picture(numbers, size)
            for change in changes:
                shown = change(shown, rng)
            model(shown)
            value = goal.value(picture, kept)
            if step in wanted:
                kept_pictures.append(picture.detach()[0])
                kept_steps.append(step)
                values.append(value.item())
                if watch:
                    watch(step, kept_pictures[-1], values[-1])
            if step < steps:
                adam.zero_grad()
                value.backward()
                adam.step()
    return Film(torch.stack(kept_pictures), torch.tensor(kept_steps), torch.tensor(values))
