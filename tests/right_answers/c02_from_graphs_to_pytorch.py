"""Right answers for the exercises of chapter 02, From graphs to PyTorch."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from tests.right_answers.c02_loops import LOOPS


class NetAsInTheLecture(nn.Module):
    def __init__(self, in_features=64, hidden_features=32, num_classes=10):
        super().__init__()
        self.fc1 = nn.Linear(in_features, hidden_features)
        self.fc2 = nn.Linear(hidden_features, num_classes)

    def forward(self, x):
        x1 = self.fc1(torch.flatten(x, 1))
        x2 = F.relu(x1)
        x3 = self.fc2(x2)
        return F.log_softmax(x3, dim=1)


class NetInOneSequence(nn.Module):
    def __init__(self, a=64, b=32, c=10):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Flatten(), nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c), nn.LogSoftmax(dim=-1)
        )

    def forward(self, images):
        return self.layers(images)


class NetOfParameters(nn.Module):
    def __init__(self, a=64, b=32, c=10):
        super().__init__()
        self.out_bias = nn.Parameter(torch.zeros(c))
        self.out = nn.Parameter(torch.randn(c, b) / b**0.5)
        self.hidden = nn.Parameter(torch.randn(b, a) / a**0.5)
        self.hidden_bias = nn.Parameter(torch.zeros(b))

    def forward(self, images):
        x = images.view(len(images), -1) @ self.hidden.T + self.hidden_bias
        scores = x.clamp(min=0) @ self.out.T + self.out_bias
        return scores - torch.logsumexp(scores, dim=1, keepdim=True)


class NetWithAnActivationOfItsOwn(nn.Module):
    def __init__(self, a, b, c):
        super().__init__()
        self.second, self.first, self.activation = nn.Linear(b, c), nn.Linear(a, b), nn.ReLU()

    def forward(self, images):
        rows = images.float().reshape(images.shape[0], -1)
        return torch.log_softmax(self.second(self.activation(self.first(rows))), 1)


class NetWithALongWay(nn.Module):
    """Subtracts the largest score by hand, as numerical care asks for without a library."""

    def __init__(self, a, b, c):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b), nn.Linear(b, c)])

    def forward(self, images):
        scores = self.layers[1](torch.maximum(self.layers[0](images.flatten(1)), torch.tensor(0.0)))
        scores = scores - scores.max(dim=1, keepdim=True).values
        return scores - scores.exp().sum(dim=1, keepdim=True).log()


def train_epoch_as_in_the_chapter(model, loader, optimizer, device):
    model.train()
    total = 0.0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = F.nll_loss(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(images)
    return total / len(loader.dataset)


def train_epoch_with_cross_entropy(model, loader, optimizer, device):
    """One more log_softmax changes nothing: the exponentials add up to 1 already."""
    model.train(True)
    losses, sizes = [], []
    for batch in loader:
        images, labels = (part.to(device, non_blocking=True) for part in batch)
        loss = nn.CrossEntropyLoss()(model(images), labels)
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().cpu())
        sizes.append(labels.shape[0])
    return np.average(losses, weights=sizes)


def train_epoch_with_a_tensor_for_a_total(model, loader, optimizer, device):
    model.train()
    total, seen = torch.zeros((), device=device), 0
    for i, (x, y) in enumerate(loader):
        assert i < len(loader)
        x = x.to(device=device)
        y = y.to(device=device)
        model.zero_grad()
        output = model(x)
        loss = F.nll_loss(output, y)
        loss.backward()
        optimizer.step()
        total += loss.detach() * x.size(0)
        seen += x.size(0)
    return total / seen


def train_epoch_with_sums(model, loader, optimizer, device):
    model.train()
    total = count = 0
    for x, y in loader:
        for parameter in model.parameters():
            parameter.grad = None
        each = -model(x.to(device))[range(len(y)), y.to(device)]
        each.mean().backward()
        optimizer.step()
        total += each.sum().item()
        count += y.numel()
    return total / count


def train_epoch_with_a_closure(model, loader, optimizer, device):
    model.train()
    total, n = 0.0, len(loader.dataset)
    for x, y in loader:
        x, y = x.to(device), y.to(device)

        def closure(x=x, y=y):
            optimizer.zero_grad()
            loss = F.nll_loss(model(x), y)
            loss.backward()
            return loss

        total += optimizer.step(closure).item() * len(x) / n
    return total


def evaluate_as_in_the_chapter(model, loader, device):
    was_training = model.training
    model.eval()
    loss, right = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            output = model(images)
            loss += F.nll_loss(output, labels, reduction="sum").item()
            right += (output.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    n = len(loader.dataset)
    return loss / n, right / n


@torch.no_grad()
def evaluate_all_at_once(model, loader, device):
    mode = model.training
    model.eval()
    outputs = torch.cat([model(x.to(device)) for x, _ in loader])
    labels = torch.cat([y.to(device) for _, y in loader])
    model.train(mode)
    accuracy = (outputs.max(dim=1).indices == labels).double().mean()
    return F.nll_loss(outputs, labels), accuracy


@torch.inference_mode()
def evaluate_in_inference_mode(model, loader, device):
    before = model.training
    try:
        model.train(False)
        total = hits = n = 0
        for x, y in loader:
            log_probabilities = model(x.to(device)).cpu().numpy()
            y = y.to(device).cpu().numpy()
            total -= log_probabilities[np.arange(len(y)), y].sum()
            hits += np.count_nonzero(log_probabilities.argmax(axis=1) == y)
            n += len(y)
        return [total / n, hits / n]
    finally:
        model.train(before)


def evaluate_with_weights(model, loader, device):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    losses, accuracies, sizes = [], [], []
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            guess = model(x)
            losses.append(F.cross_entropy(guess, y).item())
            accuracies.append((guess.exp().argmax(1).eq(y)).float().mean().item())
            sizes.append(len(x))
    for module, mode in modes.items():
        module.training = mode
    return np.average(losses, weights=sizes), np.average(accuracies, weights=sizes)


RIGHT_ANSWERS = {
    "Net": [
        NetAsInTheLecture,
        NetInOneSequence,
        NetOfParameters,
        NetWithAnActivationOfItsOwn,
        NetWithALongWay,
    ],
    "train_epoch": [
        train_epoch_as_in_the_chapter,
        train_epoch_with_cross_entropy,
        train_epoch_with_a_tensor_for_a_total,
        train_epoch_with_sums,
        train_epoch_with_a_closure,
    ],
    "evaluate": [
        evaluate_as_in_the_chapter,
        evaluate_all_at_once,
        evaluate_in_inference_mode,
        evaluate_with_weights,
    ],
    **LOOPS,
}
