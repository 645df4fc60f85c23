"""Train a network of the course by its recipe; may be stopped at any time, and goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from torch.optim.lr_scheduler import OneCycleLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from seeing.datasets import Dataset
from seeing.networks.architectures import folded, whiten, with_batch_norm
from seeing.networks.augmentation import mirrored
from seeing.networks.recipes import Augment, Cycle, Recipe

AVERAGE_DECAY = 0.995  # of the weights' running average, a step
SAMPLE = 5_000  # images, to whiten by


class Training:
    """One training: the network, its running average, the optimizer, and how far they are.

    checkpoint: where it is saved after each epoch, and found again
    """

    def __init__(self, recipe: Recipe, data: Dataset, checkpoint: Path) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.checkpoint = recipe, checkpoint
        self.images, self.labels = as_tensors(data)
        self.rng = torch.Generator().manual_seed(recipe.seed)
        self.mirror_first = torch.rand(len(self.labels), generator=self.rng) < 0.5
        network = recipe.build()
        if recipe.whiten:
            whiten(network.get_submodule("conv1"), self.images[:SAMPLE])
        self.network = with_batch_norm(network)
        self.average = AveragedModel(
            network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE_DECAY), use_buffers=True
        )
        self.epochs_done = 0
        self._begin(recipe.cycles[0])
        if checkpoint.exists():
            self._restore(torch.load(checkpoint, weights_only=True))

    def run(self) -> nn.Module:
        """Train what epochs are left; return the averaged network, its normalizations folded."""
        epochs = [(cycle, epoch) for cycle in self.recipe.cycles for epoch in range(cycle.epochs)]
        for cycle, epoch in epochs[self.epochs_done :]:
            if epoch == 0:
                self._begin(cycle)
            loss = self._epoch(cycle, f"epoch {self.epochs_done + 1} of {len(epochs)}")
            self.epochs_done += 1
            torch.save(self._state(), self.checkpoint)
            tqdm.write(f"epoch {self.epochs_done}: mean loss {loss:.4f}")
        return folded(self.average.module.eval())

    def _begin(self, cycle: Cycle) -> None:
        """Go on from the average, with a fresh optimizer and a learning rate that rises anew."""
        self.network.load_state_dict(self.average.module.state_dict())
        self.optimizer = torch.optim.SGD(
            self.network.parameters(),
            lr=self.recipe.learning_rate,
            momentum=self.recipe.momentum,
            weight_decay=self.recipe.weight_decay,
            nesterov=True,
        )
        self.schedule = OneCycleLR(
            self.optimizer,
            max_lr=self.recipe.learning_rate,
            total_steps=cycle.epochs * (len(self.labels) // self.recipe.batch_size),
            pct_start=0.2,
            anneal_strategy="linear",
            cycle_momentum=False,
        )

    def _epoch(self, cycle: Cycle, title: str) -> float:
        self.network.train()
        size = self.recipe.batch_size
        order = torch.randperm(len(self.labels), generator=self.rng)
        batches = order[: len(order) // size * size].view(-1, size)
        losses = [
            self._step(batch, cycle.augment) for batch in tqdm(batches, desc=title, mininterval=1.0)
        ]
        return sum(losses) / len(losses)

    def _step(self, batch: torch.Tensor, augment: Augment) -> float:
        images = self.images[batch]
        if self.recipe.mirror:
            images = mirrored(images, self.mirror_first[batch] ^ (self.epochs_done % 2 == 1))
        images = augment(images, self.rng).to(memory_format=torch.channels_last)
        loss = functional.cross_entropy(
            self.network(images),
            self.labels[batch],
            label_smoothing=self.recipe.label_smoothing,
        )
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.schedule.step()
        self.average.update_parameters(self.network)
        return loss.item()

    def _state(self) -> dict[str, Any]:
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "rng": self.rng.get_state(),
            "epochs_done": self.epochs_done,
        }

    def _restore(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.rng.set_state(state["rng"])
        self.epochs_done = state["epochs_done"]


def as_tensors(data: Dataset) -> tuple[torch.Tensor, torch.Tensor]:
    """Return a set as a network takes it: images (n, c, h, w) float32, labels (n,) int64."""
    images = torch.from_numpy(data.images)
    images = images.permute(0, 3, 1, 2).contiguous() if images.ndim == 4 else images[:, None]
    return images, torch.from_numpy(data.labels)


@torch.no_grad()
def accuracy(network: nn.Module, data: Dataset, batch_size: int = 500) -> float:
    """Return the share of images whose largest score is their label's, in float32."""
    images, labels = as_tensors(data)
    right = 0
    for start in tqdm(range(0, len(labels), batch_size), desc="measuring", leave=False):
        part = slice(start, start + batch_size)
        right += int((network(images[part]).argmax(dim=1) == labels[part]).sum())
    return right / len(labels)
