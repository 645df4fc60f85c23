"""What the probes of networks are made of: a network, its batches, and what is left of them."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from seeing.probes.calls import Arrays, Inputs, NothingReturnedError, OutputError, as_array

CPU = torch.device("cpu")


class Elsewhere(torch.Tensor):
    """A batch that lies on another device, for machines that have none.

    As on a GPU, it computes with itself and its like, and meets no tensor of the CPU.
    """

    device = property(lambda _: torch.device("cuda", 0))

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Move to the CPU where that is asked for; refuse what torch refuses; else compute."""
        kwargs = kwargs or {}
        name, operands = func.__name__, [*args, *kwargs.values()]
        with torch._C.DisableTorchFunctionSubclass():
            if name == "cpu" or (name == "to" and _names_the_cpu(*operands[1:])):
                return func(*args, **kwargs).as_subclass(torch.Tensor)
            if name == "cuda":
                return args[0]
            if name in ("numpy", "__array__"):
                raise TypeError("can't convert a tensor of cuda:0 to numpy; use .cpu() first")
            if any(_lies_on_the_cpu(operand) for operand in operands):
                raise RuntimeError(
                    "Expected all tensors to be on the same device, but found at least two "
                    "devices, cuda:0 and cpu!"
                )
            return _elsewhere(func(*args, **kwargs))


def _names_the_cpu(*arguments: Any) -> bool:
    return any(a in (CPU, "cpu") for a in arguments if isinstance(a, torch.device | str))


def _lies_on_the_cpu(operand: Any) -> bool:
    """Tell whether an operand is a tensor that a GPU's cannot meet; it does meet single numbers."""
    if isinstance(operand, list | tuple):
        return any(map(_lies_on_the_cpu, operand))
    tensor = isinstance(operand, torch.Tensor) and not isinstance(operand, Elsewhere)
    return tensor and operand.dim() > 0


def _elsewhere(result: Any) -> Any:
    if isinstance(result, torch.Tensor):
        return result.as_subclass(Elsewhere)
    # A plain tuple or list of tensors; torch.Size and named tuples stay what they are.
    return type(result)(map(_elsewhere, result)) if type(result) in (tuple, list) else result


class Halving(nn.Module):
    """Dropout without chance: half of every input in training, all of it in evaluation.

    graphs: how many of its calls were recorded for a backward pass
    """

    graphs: int = 0

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x / 2 or x."""
        self.graphs += torch.is_grad_enabled()
        return x / 2 if self.training else x


def network(inputs: Inputs) -> nn.Sequential:
    """Build a small network with both kinds of layer that have two modes.

    inputs: "weight_1" (h, d) and "weight_2" (c, h); "running_mean" (h,), what batch norm has seen
        so far; "training", the mode that the network is in
    returns images (n, d) -> log-probabilities (n, c)
    """
    (hidden, features), classes = inputs["weight_1"].shape, len(inputs["weight_2"])
    layers = OrderedDict(
        first=nn.Linear(features, hidden, bias=False),
        norm=nn.BatchNorm1d(hidden),
        relu=nn.ReLU(),
        halving=Halving(),
        second=nn.Linear(hidden, classes, bias=False),
        log_softmax=nn.LogSoftmax(dim=1),
    )
    model = nn.Sequential(layers).double()
    known = {
        "first.weight": "weight_1",
        "second.weight": "weight_2",
        "norm.running_mean": "running_mean",
    }
    weights = {name: tensor(inputs[given]) for name, given in known.items()}
    model.load_state_dict({**model.state_dict(), **weights})
    return model.train(bool(inputs["training"]))


def loader_of(x: Any, y: Any, size: int, elsewhere: bool = False) -> DataLoader[Any]:
    """Put images (n, …) and labels (n,) in batches, in their order; the last may be smaller."""
    data = TensorDataset(tensor(x), tensor(y))

    def together(pairs: Sequence[Sequence[torch.Tensor]]) -> list[torch.Tensor]:
        stacked = [torch.stack(part) for part in zip(*pairs, strict=True)]
        return [part.as_subclass(Elsewhere) for part in stacked] if elsewhere else stacked

    return DataLoader(data, batch_size=size, collate_fn=together)


def tensor(array: Any) -> torch.Tensor:
    """Return a copy, so that a case stays as it was drawn."""
    return torch.from_numpy(array.copy())


@contextlib.contextmanager
def same_chance(seed: int = 0) -> Iterator[None]:
    """Let torch draw the same numbers every time, and go on afterwards as if nothing had been."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield


def state_of(model: nn.Sequential) -> Arrays:
    """Return "weight_2", and the "running_mean" that batch norm keeps."""
    second, mean = (model.state_dict()[name] for name in ("second.weight", "norm.running_mean"))
    return {"weight_2": as_array(second), "running_mean": as_array(mean)}


def steps_of(optimizer: torch.optim.Optimizer) -> list[Any]:
    """Return a list that grows by one with each step that the optimizer takes."""
    steps: list[Any] = []
    optimizer.register_step_post_hook(lambda *step: steps.append(step))
    return steps


def layer_of(weight: Any, bias: Any = None) -> nn.Linear:
    """Build a linear layer with weights (c, d), and with biases (c,) if there are any."""
    classes, features = weight.shape
    layer = nn.Linear(features, classes, bias=bias is not None, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(tensor(weight))
        if bias is not None:
            layer.bias.copy_(tensor(bias))
    return layer


def pair(returned: Any, names: str) -> tuple[Any, Any]:
    """Take the two things apart that a function returned, or say what they should be."""
    if returned is None:
        raise NothingReturnedError("the function returned None")
    try:
        one, other = returned
    except (TypeError, ValueError) as error:
        raise OutputError(f"the function returns two things: {names}") from error
    return one, other
