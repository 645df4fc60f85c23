"""The trained networks that come with the course, and what was measured of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file as load_arrays
from safetensors.torch import load_file, save_file
from torch import nn

from seeing.networks.recipes import RECIPES

WEIGHTS = Path(__file__).parent / "weights"
LINEAR = ("mnist_linear", "digits_linear")  # classifiers of pixels, by the benchmarks on digits


def load(name: str) -> nn.Sequential:
    """Return a trained network, in evaluation mode, on the CPU.

    name: "mnist" or "cifar10"
    raises ValueError for another name, FileNotFoundError for one that has no weights yet

    >>> load("mnist").conv1
    Conv2d(1, 12, kernel_size=(5, 5), stride=(1, 1))
    """
    _require(name)
    network = RECIPES[name].build()
    network.load_state_dict(load_file(WEIGHTS / f"{name}.safetensors"))
    return network.eval()


def halves(name: str) -> npt.NDArray[np.float16]:
    """Return all parameters of a trained network in a row, in torch's order, as they are shipped.

    name, raises: as for `load`
    """
    numbers = [parameter.detach().numpy().ravel() for parameter in load(name).parameters()]
    return np.concatenate(numbers).astype(np.float16)


def record(name: str) -> dict[str, Any]:
    """Return how a network was trained, and its accuracy on the whole test set.

    name: as for `load`, or one of LINEAR; "mnist_linear" has it at each shift, beside the network's
    raises as `load` does
    """
    if name not in LINEAR:
        _require(name)
    known: dict[str, Any] = json.loads((WEIGHTS / f"{name}.json").read_text("utf-8"))
    return known


def linear_classifier(name: str) -> npt.NDArray[np.float16]:
    """Return a linear classifier as it is shipped: a row of weights for each class, then biases.

    name: one of LINEAR
    """
    recorded = load_arrays(WEIGHTS / f"{name}.safetensors")
    return np.concatenate([recorded["scores.weight"].ravel(), recorded["scores.bias"]])


def available() -> list[str]:
    """Return the names of the networks whose weights are here."""
    return [name for name in RECIPES if (WEIGHTS / f"{name}.safetensors").is_file()]


def save(name: str, network: nn.Module, facts: dict[str, Any]) -> None:
    """Write a network, in 16 bits, and its record to where `load` and `record` find them."""
    WEIGHTS.mkdir(exist_ok=True)
    state = {key: value.half().contiguous() for key, value in network.state_dict().items()}
    save_file(state, WEIGHTS / f"{name}.safetensors")
    text = json.dumps(facts, indent=2, ensure_ascii=False)
    (WEIGHTS / f"{name}.json").write_text(text + "\n", "utf-8")


def _require(name: str) -> None:
    if name not in RECIPES:
        raise ValueError(f"there is no network {name!r}; there are {', '.join(RECIPES)}")
    if name not in available():
        raise FileNotFoundError(
            f"the network for {name} has no weights here: python -m seeing.networks.train {name}"
        )
