"""Repaired loops of chapter 02, in the ways in which each can be repaired."""

from __future__ import annotations

import random
from itertools import chain, repeat

import numpy as np
import torch
from torch.nn import functional as F


def cleared_first(model, loader, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def cleared_before_backward(model, loader, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def cleared_last(model, loader, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.detach())
    return torch.stack(losses)


def cleared_by_the_model(model, loader, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            model.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.data)
    return np.array(losses)


def log_softmax_and_nll(model, loader, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.nll_loss(F.log_softmax(model(images), dim=1), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def logsumexp_less_the_right_score(model, loader, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            scores = model(images)
            loss = (scores.logsumexp(dim=1) - scores[range(len(labels)), labels]).mean()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def scheduled_once_an_epoch(model, loader, optimizer, scheduler, epochs):
    losses = []
    for _ in range(epochs):
        losses += cleared_first(model, loader, optimizer, 1)
        scheduler.step()
    return losses


def scheduled_in_one_loop(model, loader, optimizer, scheduler, epochs):
    losses = []
    for number, batch in enumerate(chain.from_iterable(repeat(loader, epochs)), start=1):
        losses += cleared_first(model, [batch], optimizer, 1)
        if number % len(loader) == 0:
            scheduler.step()
    return losses


def scheduled_at_the_last_batch(model, loader, optimizer, scheduler, epochs):
    losses = []
    for _ in range(epochs):
        for i, batch in enumerate(loader):
            losses += cleared_first(model, [batch], optimizer, 1)
            if i == len(loader) - 1:
                scheduler.step()
    return losses


def scheduled_by_recursion(model, loader, optimizer, scheduler, epochs):
    if epochs == 0:
        return []
    losses = cleared_last(model, loader, optimizer, 1).tolist()
    scheduler.step()
    return losses + scheduled_by_recursion(model, loader, optimizer, scheduler, epochs - 1)


def examined_at_rest(model, loader, exam, optimizer, epochs):
    losses, marks = [], []
    for _ in range(epochs):
        model.train()
        losses += cleared_first(model, loader, optimizer, 1)
        right = asked = 0
        model.eval()
        with torch.no_grad():
            for images, labels in exam:
                right += (model(images).argmax(dim=1) == labels).sum().item()
                asked += len(labels)
        marks.append(right / asked)
    return losses, marks


def examined_and_set_back(model, loader, exam, optimizer, epochs):
    losses, marks = [], []
    for _ in range(epochs):
        losses += cleared_first(model, loader, optimizer, 1)
        model.eval()
        marks.append(share(model, exam))
        model.train()
    return [losses, marks]


def examined_as_tensors(model, loader, exam, optimizer, epochs):
    losses, marks = [], []
    for _ in range(epochs):
        model.train(True)
        losses += cleared_before_backward(model, loader, optimizer, 1)
        model.train(False)
        marks.append(share(model, exam))
    return torch.tensor(losses), torch.tensor(marks)


def examined_with_a_graph(model, loader, exam, optimizer, epochs):
    losses, marks = np.zeros((epochs, len(loader))), []
    for epoch in range(epochs):
        model.train()
        losses[epoch] = cleared_last(model, loader, optimizer, 1)
        model.eval()
        told = torch.cat([model(x).argmax(dim=1) == y for x, y in exam])
        marks.append(told.double().mean())
    return losses.ravel(), marks


@torch.no_grad()
def share(model, exam):
    told = torch.cat([model(x).argmax(dim=1) == y for x, y in exam])
    return told.double().mean().item()


def one_order_for_both(model, images, labels, optimizer, epochs, size):
    losses = []
    for _ in range(epochs):
        order = torch.randperm(len(images))
        images, labels = images[order], labels[order]
        batches = zip(images.split(size), labels.split(size), strict=True)
        losses += cleared_first(model, batches, optimizer, 1)
    return losses


def indices_shuffled(model, images, labels, optimizer, epochs, size):
    losses, indices = [], list(range(len(images)))
    for _ in range(epochs):
        random.shuffle(indices)
        for start in range(0, len(indices), size):
            batch = indices[start : start + size]
            losses += cleared_first(model, [(images[batch], labels[batch])], optimizer, 1)
    return losses


def order_by_numpy(model, images, labels, optimizer, epochs, size):
    losses, rng = [], np.random.default_rng()
    for _ in range(epochs):
        for batch in torch.from_numpy(rng.permutation(len(labels))).split(size):
            losses += cleared_last(model, [(images[batch], labels[batch])], optimizer, 1).tolist()
    return losses


def order_by_a_data_loader(model, images, labels, optimizer, epochs, size):
    pairs = torch.utils.data.TensorDataset(images, labels)
    loader = torch.utils.data.DataLoader(pairs, batch_size=size, shuffle=True)
    return cleared_first(model, loader, optimizer, epochs)


CLEARED = [cleared_first, cleared_before_backward, cleared_last, cleared_by_the_model]
LOOPS = {
    "loop_1": CLEARED,
    "loop_2": CLEARED,
    "loop_3": [
        log_softmax_and_nll,
        logsumexp_less_the_right_score,
        cleared_first,
        cleared_before_backward,
    ],
    "loop_4": [
        scheduled_once_an_epoch,
        scheduled_in_one_loop,
        scheduled_at_the_last_batch,
        scheduled_by_recursion,
    ],
    "loop_5": [
        examined_at_rest,
        examined_and_set_back,
        examined_as_tensors,
        examined_with_a_graph,
    ],
    "loop_6": [one_order_for_both, indices_shuffled, order_by_numpy, order_by_a_data_loader],
}
