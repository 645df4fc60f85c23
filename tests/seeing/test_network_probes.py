"""The probes of networks leave nothing to chance, and see what a function does to a model."""

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from seeing import probes
from seeing.probes.networks import evaluate_network, run_network, run_shuffling_loop
from seeing.probes.networks.parts import CPU, Elsewhere, Halving, loader_of, network

SMALL = {
    "x": np.linspace(-1, 1, 15).reshape(5, 3),
    "y": np.array([0, 1, 1, 0, 1]),
    "weight_1": np.arange(12).reshape(4, 3) / 10 - 0.5,
    "weight_2": np.arange(8).reshape(2, 4) / 10 - 0.3,
    "running_mean": np.array([0.1, -0.2, 0.3, 0.0]),
    "training": 1,
    "batch_size": 2,
    "elsewhere": 0,
    "watch_mode": 0,
    "watch_graphs": 0,
}


def test_a_probe_is_found_by_its_name_wherever_it_lies():
    assert probes.named("call_function") is probes.call_function
    assert probes.named("run_network") is run_network


def test_a_name_that_no_probe_has_is_an_error():
    with pytest.raises(AttributeError, match="walk"):
        probes.named("walk")


def test_the_probes_for_plain_functions_do_without_torch():
    code = "import sys, seeing.probes, seeing.check; print('torch' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def elsewhere() -> Elsewhere:
    return torch.ones(2, 3).as_subclass(Elsewhere)


@pytest.mark.parametrize(
    "move",
    [
        lambda t: t.to("cpu"),
        lambda t: t.to(CPU),
        lambda t: t.to(device=CPU),
        lambda t: t.to(CPU, non_blocking=True),
        lambda t: t.to(CPU, torch.float64),
        lambda t: t.cpu(),
        lambda t: t.long().to(CPU),
        lambda t: t.flatten(1).cpu(),
    ],
)
def test_a_batch_that_is_moved_is_a_plain_tensor(move):
    moved = move(elsewhere())

    assert type(moved) is torch.Tensor
    assert (moved + 1).sum() == 12


@pytest.mark.parametrize(
    "use",
    [
        lambda t: t + torch.ones(3),
        lambda t: t @ torch.ones(3),
        lambda t: nn.Linear(3, 1)(t),
        lambda t: torch.cat([t, torch.ones(2, 3)]),
        lambda t: t.to(torch.float64) == torch.ones(2, 3, dtype=torch.float64),
        lambda t: t.cuda() * torch.ones(3),
    ],
)
def test_a_batch_that_is_not_moved_meets_no_tensor_of_the_cpu(use):
    with pytest.raises(RuntimeError, match="same device"):
        use(elsewhere())


def test_a_batch_computes_where_it_lies_and_stays_there():
    results = [elsewhere() + 1, F.relu(elsewhere()), *elsewhere().split(1), elsewhere().T]

    assert {type(result) for result in results} == {Elsewhere}
    assert {result.device.type for result in results} == {"cuda"}
    assert elsewhere().sum().item() == 6


def test_a_batch_that_is_not_moved_is_no_array():
    with pytest.raises(TypeError, match=r"use \.cpu\(\) first"):
        elsewhere().numpy()


def test_a_batch_can_be_measured_where_it_lies():
    batch = elsewhere()

    assert len(batch) == 2
    assert batch.shape == (2, 3)
    assert batch.size(0) == 2
    assert batch.numel() == 6


def test_halving_is_what_dropout_is_on_average():
    torch.manual_seed(0)
    ones = torch.ones(20_000)
    drop, halve = nn.Dropout(0.5), Halving()

    # Dropout makes up for the missing units by a factor of 2; without it their mean is 1/2.
    assert halve(ones).mean().item() == pytest.approx(drop(ones).mean().item() / 2, abs=0.01)
    assert torch.equal(halve.eval()(ones), drop.eval()(ones))


def test_the_network_is_the_one_that_torchs_functions_make():
    model = network({**SMALL, "training": 0})
    x = torch.tensor(SMALL["x"])
    first, second = torch.tensor(SMALL["weight_1"]), torch.tensor(SMALL["weight_2"])
    mean, ones = torch.tensor(SMALL["running_mean"]), torch.ones(4, dtype=torch.float64)

    hidden = F.relu(F.batch_norm(F.linear(x, first), mean, ones))
    expected = F.log_softmax(F.linear(hidden, second), dim=1)
    torch.testing.assert_close(model(x), expected)


def test_batches_come_in_their_order_and_the_last_is_ragged():
    loader = loader_of(SMALL["x"], SMALL["y"], 2)

    assert [labels.tolist() for _, labels in loader] == [[0, 1], [1, 0], [1]]
    assert len(loader.dataset) == 5


def test_a_function_that_switches_gradients_off_does_not_do_so_for_the_next_case():
    def switched_off(model, loader, device):
        torch.set_grad_enabled(False)
        return 0.0, 0.0

    arrays = evaluate_network([switched_off], {**SMALL, "watch_graphs": 1})

    assert arrays["recorded afterwards"] == 0
    assert torch.is_grad_enabled()


def test_a_function_that_raises_with_gradients_off_does_no_harm_either():
    def raising(model, loader, device):
        torch.set_grad_enabled(False)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # its own, without words
        evaluate_network([raising], SMALL)

    assert torch.is_grad_enabled()


@pytest.mark.parametrize("returned", [0.5, (0.1, 0.2, 0.3)])
def test_another_number_of_results_than_two_is_said_to_be_so(returned):
    with pytest.raises(probes.OutputError, match="two things: mean loss and accuracy"):
        evaluate_network([lambda *_: returned], SMALL)


def test_no_result_has_an_error_of_its_own():
    with pytest.raises(probes.NothingReturnedError):
        evaluate_network([lambda *_: None], SMALL)


class Random(nn.Module):
    """A network whose numbers the probe cannot set."""

    def __init__(self, *sizes):
        super().__init__()
        self.layers = [nn.Linear(sizes[0], sizes[2])]

    def forward(self, images):
        return self.layers[0](images.flatten(1))


def test_what_is_left_to_chance_is_the_same_every_time_and_disturbs_nobody():
    inputs = {
        "images": np.ones((2, 2, 2)),
        "labels": np.array([0, 1]),
        "w1": np.ones((3, 4)),
        "b1": np.ones(3),
        "w2": np.ones((2, 3)),
        "b2": np.ones(2),
    }
    torch.manual_seed(5)
    first = run_network([Random], inputs)
    after = torch.rand(1)
    torch.manual_seed(5)

    assert torch.equal(after, torch.rand(1))
    torch.rand(3)
    second = run_network([Random], inputs)
    assert np.array_equal(first["log-probabilities"], second["log-probabilities"])
    assert first["parameters"] == 0
    assert "gradient" not in first  # none arrives


def test_the_orders_that_a_loop_draws_are_counted():
    inputs = {
        "y": np.arange(6) % 2,
        "weight": np.zeros((2, 6)),
        "batch_size": 3,
        "lr": 1.0,
        "epochs": 3,
    }

    def turned_once(model, images, labels, optimizer, epochs, size):
        for _ in range(epochs):
            for batch in images.flip(0).split(size):
                model(batch)
        return [0.0] * 6

    found = run_shuffling_loop([turned_once], inputs)

    assert (found["orders"], found["epochs with other batches"]) == (1, 0)
    assert found["mean losses"].shape == (3,)
