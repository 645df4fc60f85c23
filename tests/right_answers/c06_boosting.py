"""A round of AdaBoost, right in several styles."""

from __future__ import annotations

import itertools
import math

import numpy as np
import torch


def boost_loops(features, labels, weights):
    n, d = features.shape
    total = sum(weights)
    weights = [w / total for w in weights]
    best = (math.inf, None, None)
    for j in range(d):
        values = sorted({float(value) for value in features[:, j]})
        cuts = [-math.inf, *((a + b) / 2 for a, b in itertools.pairwise(values))]
        for cut, above in itertools.product(cuts, (1, 0)):
            said = [above if features[i, j] > cut else 1 - above for i in range(n)]
            error = 0.0
            for i in range(n):
                if said[i] != labels[i]:
                    error += weights[i]
            if error < best[0]:
                best = (error, j, said)
    error, feature, said = max(best[0], 1e-10), best[1], best[2]
    beta = error / (1 - error)
    after = [w * beta if a == y else w for w, a, y in zip(weights, said, labels, strict=True)]
    return feature, said, math.log(1 / beta), [w / sum(after) for w in after]


def boost_sorted(features, labels, weights):
    """The errors of all thresholds of a feature by one running sum."""
    weights = weights / weights.sum()
    best = None
    for j in range(features.shape[1]):
        order = np.argsort(features[:, j], kind="stable")
        values = features[order, j].astype(float)
        gains = np.where(labels[order] == 1, weights[order], -weights[order])
        errors = weights[labels == 0].sum() + np.concatenate([[0.0], np.cumsum(gains)])
        allowed = np.concatenate([[True], values[1:] > values[:-1], [True]])
        for turned in (False, True):
            found = np.where(allowed, 1 - errors if turned else errors, np.inf)
            count = int(found.argmin())
            if best is None or found[count] < best[0]:
                answers = np.empty(len(labels), dtype=int)
                answers[order[:count]], answers[order[count:]] = int(turned), int(not turned)
                best = (found[count], j, answers)
    error = max(best[0], 1e-10)
    alpha = np.log((1 - error) / error)
    after = weights * np.where(best[2] == labels, error / (1 - error), 1)
    return best[1], best[2], alpha, after / after.sum()


def boost_broadcast(features, labels, weights):
    """All stumps at once: a threshold just below each value, and one above all."""
    weights = np.asarray(weights, dtype=np.float64) / np.sum(weights)
    values = features.astype(float)
    cuts = np.concatenate([values, values.max(axis=0, keepdims=True) + 1]) - 0.1
    above = values[None] > cuts[:, None]
    said = np.stack([above, ~above])
    errors = ((said != labels[:, None].astype(bool)) * weights[:, None]).sum(axis=2)
    which, cut, feature = np.unravel_index(errors.argmin(), errors.shape)
    answers = said[which, cut, :, feature]
    error = np.clip(errors.min(), 1e-10, 1 - 1e-10)
    correct = answers == labels
    weights[correct] *= error / (1 - error)
    return feature, answers, np.log1p(-error) - np.log(error), weights / weights.sum()


def boost_textbook(features, labels, weights):
    """Answers and labels of −1 and 1, half of alpha in the exponent, back again at the end."""
    weights = np.array(weights) / sum(weights)
    y = 2.0 * labels - 1
    best_error = 2.0
    for j, column in enumerate(np.array(features, dtype=float).T):
        for cut in (column.min() - 1, *column):
            for sign in (1, -1):
                h = np.where(column > cut, sign, -sign)
                error = weights @ (h != y)
                if error < best_error - 1e-12:
                    best_error, feature, best = error, j, h
    error = max(float(best_error), 1e-10)
    half = 0.5 * np.log((1 - error) / error)
    weights = weights * np.exp(-half * y * best)
    return [feature, (best + 1) / 2, 2 * half, weights / weights.sum()]


def boost_torch(features, labels, weights):
    x = torch.as_tensor(features, dtype=torch.float64)
    y, w = torch.as_tensor(labels), torch.as_tensor(weights, dtype=torch.float64)
    w = w / w.sum()
    found = []
    for j in range(x.shape[1]):
        levels = torch.unique(x[:, j])
        for cut in [float("-inf"), *((levels[1:] + levels[:-1]) / 2).tolist()]:
            for said in (x[:, j] > cut, x[:, j] <= cut):
                found.append((w[said != y.bool()].sum().item(), j, said))
    error, feature, said = min(found, key=lambda one: one[0])
    error = max(error, 1e-10)
    w = torch.where(said == y.bool(), w * error / (1 - error), w)
    return feature, said.int(), torch.tensor((1 - error) / error).log(), w / w.sum()


def boost_float32(features, labels, weights):
    weights = weights.astype(np.float32)
    weights /= weights.sum()
    stumps = []
    for feature, values in enumerate(features.T):
        ranks = np.unique(values, return_inverse=True)[1]
        for rank in range(ranks.max() + 2):
            stumps += [(feature, ranks >= rank), (feature, ranks < rank)]
    errors = [float((weights * (said != labels)).sum()) for _, said in stumps]
    feature, said = stumps[int(np.argmin(errors))]
    error = max(min(errors), 1e-10)
    weights = np.where(said == labels, weights * np.float32(error / (1 - error)), weights)
    return feature, said.astype(np.float32), -math.log(error / (1 - error)), weights / weights.sum()


ADABOOST_ROUND = [
    boost_loops,
    boost_sorted,
    boost_broadcast,
    boost_textbook,
    boost_torch,
    boost_float32,
]
