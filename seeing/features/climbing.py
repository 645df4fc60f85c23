"""Let a picture climb: gradient ascent on what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from tqdm import tqdm

from seeing.features.canvases import Fourier, Pixels
from seeing.features.changes import Change
from seeing.features.terms import Activations, Term
from seeing.features.watching import still, watched

WAVES = Fourier()
Prepare = Callable[[Tensor], Tensor]
Watch = Callable[[int, Tensor, float, float], None]


@dataclass(frozen=True)
class Film:
    """What became of a picture.

    pictures: (k, c, h, w), 0 to 1; steps: (k,), after how many steps each was taken; values: (k,),
        what the goal was worth then, for the picture as the model saw it; scores: (k,), what was
        asked to be measured, for the picture as it is here
    """

    pictures: Tensor
    steps: Tensor
    values: Tensor
    scores: Tensor

    @property
    def last(self) -> Tensor:
        """The picture at the end, (c, h, w)."""
        return self.pictures[-1]


def visualize(
    model: nn.Module,
    goal: Term,
    size: tuple[int, int, int],
    *,
    canvas: Pixels | Fourier = WAVES,
    changes: Sequence[Change] = (),
    prepare: Prepare = lambda shown: shown,
    score: Term | None = None,
    steps: int = 256,
    rate: float = 0.05,
    seed: int = 0,
    frames: int = 1,
    watch: Watch | None = None,
    progress: bool = True,
) -> Film:
    """Change a picture step by step so that a goal grows: gradient ascent, by Adam.

    Works where the model is and in its dtype: on a GPU, in float64, in float16.

    goal: such as unit("conv5", 7) - 0.1 * variation()
    size: of the picture, (c, h, w); the model must take it
    canvas: what a picture is made of
    changes: what happens to it in each step before the model sees it
    prepare: makes of pictures (1, c, h, w), 0 to 1, what the model takes; most networks of
        libraries want a mean subtracted and a deviation divided by
    score: what to measure of each kept picture, unchanged and without penalties; the goal, if None
    frames: how many pictures to keep, 1 to steps, evenly spread; the last is always among them
    watch: called at each of them with the step, the picture (c, h, w), the goal's value, the score
    raises ValueError for a number of frames that cannot be
    """
    if not 1 <= frames <= steps:
        raise ValueError(f"frames: 1 to {steps}, as many as there are steps, not {frames}")
    rng, measured = torch.Generator().manual_seed(seed), score or goal
    like = next(model.parameters(), torch.zeros(()))
    own = torch.float64 if like.dtype == torch.float64 else torch.float32  # waves need as much
    numbers = canvas.start(size, rng).to(like.device, own).requires_grad_(True)
    adam = torch.optim.Adam([numbers], lr=rate, maximize=True)
    wanted = {round(steps * (k + 1) / frames) for k in range(frames)}
    kept_frames: list[tuple[int, Tensor, float, float]] = []
    layers = sorted(goal.layers | measured.layers)
    with still(model), watched(model, layers) as kept:
        for step in tqdm(range(steps + 1), desc="steps", disable=not progress):
            picture = shown = canvas.picture(numbers, size)
            for change in changes:
                shown = change(shown, rng)
            model(prepare(shown).to(like.dtype))
            value = goal.value(picture, kept)
            if step < steps:
                (gradient,) = torch.autograd.grad(value, numbers)
            if step in wanted:
                worth = _worth(model, measured, prepare(picture.detach()).to(like.dtype), kept)
                kept_frames.append((step, picture.detach()[0].cpu(), value.item(), worth))
                if watch:
                    watch(*kept_frames[-1])
            if step < steps:
                numbers.grad = gradient
                adam.step()
    taken, pictures, values, scores = zip(*kept_frames, strict=True)
    return Film(
        torch.stack(pictures), torch.tensor(taken), torch.tensor(values), torch.tensor(scores)
    )


@torch.no_grad()
def _worth(model: nn.Module, term: Term, picture: Tensor, kept: Activations) -> float:
    """Return what a term is worth for a picture that the model sees as it is."""
    model(picture)
    return float(term.value(picture, kept))
