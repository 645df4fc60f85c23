"""Chapter 03, answered rightly in several styles."""

from __future__ import annotations

import math

import numpy as np
import torch
from scipy import stats
from torch.nn import functional

from tests.right_answers.c03_watchers import EARLY_STOPPING, REDUCE_ON_PLATEAU


def sgd_plain(w, g, lr, weight_decay=0.0):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    return w - lr * (g + weight_decay * w)


def sgd_factored(w, g, lr, weight_decay=0.0):
    return (1 - lr * weight_decay) * np.asarray(w) - lr * np.asarray(g)


def sgd_loops(w, g, lr, weight_decay=0.0):
    if np.ndim(w) == 0:
        return w - lr * (g + weight_decay * w)
    return [sgd_loops(a, b, lr, weight_decay) for a, b in zip(w, g, strict=True)]


def sgd_float32(w, g, lr, weight_decay=0.0):
    w = np.array(w, dtype=np.float32)
    w -= lr * (np.asarray(g, dtype=np.float32) + weight_decay * w)
    return w


def sgd_torch(w, g, lr, weight_decay=0.0):
    weights = torch.nn.Parameter(torch.tensor(np.asarray(w, dtype=np.float32)))
    weights.grad = torch.tensor(np.asarray(g, dtype=np.float32))
    torch.optim.SGD([weights], lr=lr, weight_decay=weight_decay).step()
    return weights


def sgd_autograd(w, g, lr, weight_decay=0.0):
    """Let torch derive the penalty."""
    w = torch.tensor(np.asarray(w, dtype=float), requires_grad=True)
    (weight_decay / 2 * (w**2).sum()).backward()
    return (w - lr * (torch.as_tensor(np.asarray(g, dtype=float)) + w.grad)).detach().numpy()


def momentum_plain(w, v, g, lr, momentum):
    v = momentum * np.asarray(v, dtype=float) + np.asarray(g, dtype=float)
    return np.asarray(w) - lr * v, v


def momentum_in_place(w, v, g, lr, momentum):
    w, v = np.array(w, dtype=np.float32), np.array(v, dtype=np.float32)
    v *= momentum
    v += np.asarray(g, dtype=np.float32)
    w -= lr * v
    return [w, v]


def momentum_loops(w, v, g, lr, momentum):
    if np.ndim(w) == 0:
        after = momentum * v + g
        return w - lr * after, after
    pairs = [momentum_loops(*each, lr, momentum) for each in zip(w, v, g, strict=True)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def momentum_torch(w, v, g, lr, momentum):
    w, v, g = (torch.as_tensor(np.asarray(a, dtype=np.float32)) for a in (w, v, g))
    v = torch.add(g, v, alpha=momentum)
    return torch.sub(w, v, alpha=lr), v


def momentum_optimizer(w, v, g, lr, momentum):
    weights = torch.nn.Parameter(torch.tensor(np.asarray(w, dtype=float)))
    weights.grad = torch.tensor(np.asarray(g, dtype=float))
    optimizer = torch.optim.SGD([weights], lr=lr, momentum=momentum)
    optimizer.state[weights]["momentum_buffer"] = torch.tensor(np.asarray(v, dtype=float))
    optimizer.step()
    return weights.data, optimizer.state[weights]["momentum_buffer"]


def momentum_matrix(w, v, g, lr, momentum):
    step = np.array([[1, -lr * momentum, -lr], [0, momentum, 1]])
    return tuple(np.tensordot(step, np.array([w, v, g]), axes=1))


def adam_plain(w, m, v, g, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, m, v, g = (np.asarray(a, dtype=float) for a in (w, m, v, g))
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def adam_loops(w, m, v, g, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    if np.ndim(w) > 0:
        rest = (t, lr, beta1, beta2, eps)
        each = [adam_loops(*four, *rest) for four in zip(w, m, v, g, strict=True)]
        return tuple([one[i] for one in each] for i in range(3))
    m += (1 - beta1) * (g - m)
    v += (1 - beta2) * (g * g - v)
    return w - lr * (m / (1 - beta1**t)) / (math.sqrt(v / (1 - beta2**t)) + eps), m, v


def adam_float32(w, m, v, g, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, m, v, g = (np.array(a, dtype=np.float32) for a in (w, m, v, g))
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * np.square(g)
    rate = lr * math.sqrt(1 - beta2**t) / (1 - beta1**t)
    return [w - rate * m / (np.sqrt(v) + eps * math.sqrt(1 - beta2**t)), m, v]


def adam_torch(w, m, v, g, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, m, v, g = (torch.as_tensor(np.asarray(a, dtype=np.float32)) for a in (w, m, v, g))
    m = torch.lerp(g, m, beta1)
    v = beta2 * v + (1 - beta2) * g.square()
    root = (v / (1 - beta2**t)).sqrt().add(eps)
    return torch.addcdiv(w, m / (1 - beta1**t), root, value=-lr), m, v


def adam_optimizer(w, m, v, g, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, m, v, g = (torch.tensor(np.asarray(a, dtype=float)) for a in (w, m, v, g))
    weights = torch.nn.Parameter(w)
    weights.grad = g
    optimizer = torch.optim.Adam([weights], lr=lr, betas=(beta1, beta2), eps=eps)
    step = torch.tensor(float(t - 1))
    optimizer.state[weights] = {"step": step, "exp_avg": m, "exp_avg_sq": v}
    optimizer.step()
    return weights, m, v


def kaiming_scaled(shape, rng):
    return rng.standard_normal(shape) * np.sqrt(2 / np.prod(shape[1:]))


def kaiming_normal_draws(shape, rng):
    fan_in = math.prod(shape[1:])
    return rng.normal(0.0, (2 / fan_in) ** 0.5, size=shape)


def kaiming_float32(shape, rng):
    weights = np.empty(shape)
    fan_in = weights[0].size
    return rng.standard_normal(shape, dtype=np.float32) / np.float32(np.sqrt(fan_in / 2))


def kaiming_loops(shape, rng):
    outputs, *inputs = shape
    fan_in = 1
    for side in inputs:
        fan_in *= side
    deviation = math.sqrt(2 / fan_in)
    rows = [[rng.normal(0, deviation) for _ in range(fan_in)] for _ in range(outputs)]
    return np.array(rows).reshape(shape).tolist()


def kaiming_torch(shape, rng):
    generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
    weights = torch.empty(shape)
    return torch.nn.init.kaiming_normal_(weights, nonlinearity="relu", generator=generator)


def kaiming_scipy(shape, rng):
    fan_in = np.prod(shape) // shape[0]
    return stats.norm(scale=np.sqrt(2 / fan_in)).rvs(size=shape, random_state=rng)


def norm_plain(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    x, mean, variance = (np.asarray(a, dtype=float) for a in (x, running_mean, running_var))
    if training:
        n = len(x)
        if n == 1:
            raise ValueError("a batch of one image has no spread")
        used = x.mean(axis=0), x.var(axis=0)
        mean = (1 - momentum) * mean + momentum * used[0]
        variance = (1 - momentum) * variance + momentum * used[1] * n / (n - 1)
    else:
        used = mean, variance
    out = np.asarray(gamma) * (x - used[0]) / np.sqrt(used[1] + eps) + np.asarray(beta)
    return out, mean, variance


def norm_loops(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    n, d = len(x), len(gamma)
    if training and n < 2:
        raise ValueError("one image")
    out, means, variances = [[0.0] * d for _ in range(n)], [], []
    for j in range(d):
        mean, variance = running_mean[j], running_var[j]
        if training:
            mean = sum(float(x[i][j]) for i in range(n)) / n
            squares = sum((x[i][j] - mean) ** 2 for i in range(n))
            variance = squares / n
            means.append((1 - momentum) * running_mean[j] + momentum * mean)
            variances.append((1 - momentum) * running_var[j] + momentum * squares / (n - 1))
        for i in range(n):
            out[i][j] = gamma[j] * (x[i][j] - mean) / math.sqrt(variance + eps) + beta[j]
    return (out, means, variances) if training else (out, running_mean, running_var)


def norm_float32(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    x, gamma, beta, mean, variance = (
        np.array(a, dtype=np.float32) for a in (x, gamma, beta, running_mean, running_var)
    )
    if not training:
        return (x - mean) / np.sqrt(variance + eps) * gamma + beta, mean, variance
    if x.shape[0] < 2:
        raise ValueError("one image")
    centred = x - x.mean(axis=0)
    spread = np.mean(centred**2, axis=0)
    mean += momentum * (x.mean(axis=0) - mean)
    variance += momentum * (x.var(axis=0, ddof=1) - variance)
    return centred / np.sqrt(spread + eps) * gamma + beta, mean, variance


def norm_library(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    x, gamma, beta, mean, variance = (
        torch.tensor(np.asarray(a, dtype=np.float32))
        for a in (x, gamma, beta, running_mean, running_var)
    )
    out = functional.batch_norm(x, mean, variance, gamma, beta, training, momentum, eps)
    return out, mean, variance


def norm_torch(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    x, gamma, beta, mean, variance = (
        torch.as_tensor(np.asarray(a, dtype=float))
        for a in (x, gamma, beta, running_mean, running_var)
    )
    if training:
        if len(x) == 1:
            raise ValueError("one image")
        spread, centre = torch.var_mean(x, dim=0, correction=0)
        mean = torch.lerp(mean, centre, momentum)
        variance = torch.lerp(variance, x.var(dim=0), momentum)
        return torch.addcmul(beta, gamma, (x - centre) * (spread + eps).rsqrt()), mean, variance
    return gamma * (x - mean) * torch.rsqrt(variance + eps) + beta, mean, variance


def dropout_plain(x, p, training, rng):
    if not 0 <= p <= 1:
        raise ValueError(f"p is a share between 0 and 1, not {p}")
    x = np.asarray(x, dtype=float)
    if not training:
        return x
    if p == 1:
        return np.zeros_like(x)
    return np.where(rng.random(x.shape) < p, 0, x / (1 - p))


def dropout_binomial(x, p, training, rng):
    if p < 0 or p > 1:
        raise ValueError("no share")
    if not training or p == 0:
        return x
    kept = rng.binomial(1, 1 - p, size=np.shape(x))
    return np.asarray(x) * kept / max(1 - p, 1e-9)


def dropout_loops(x, p, training, rng):
    if p < 0 or p > 1:
        raise ValueError("no share")
    out = []
    for row in np.asarray(x).tolist():
        out.append([])
        for value in row:
            if training:
                value = 0.0 if rng.random() < p else value / (1 - p)
            out[-1].append(value)
    return out


def dropout_float32(x, p, training, rng):
    if not 0 <= p <= 1:
        raise ValueError("no share")
    x = np.array(x, dtype=np.float32)
    if training:
        mask = rng.random(x.shape, dtype=np.float32) >= p
        x[~mask] = 0
        x[mask] *= np.float32(1 / (1 - p)) if p < 1 else 0
    return x


def dropout_torch(x, p, training, rng):
    x = torch.as_tensor(np.asarray(x, dtype=np.float32))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(rng.integers(2**31)))
        return functional.dropout(x, p, training)


def dropout_choice(x, p, training, rng):
    if not 0 <= p <= 1:
        raise ValueError("no share")
    x = np.asarray(x, dtype=float)
    if not training or p == 0:
        return x.copy()
    factors = [0, 1 / (1 - p)] if p < 1 else [0, 0]
    return x * rng.choice(factors, size=x.shape, p=[p, 1 - p])


RIGHT_ANSWERS = {
    "sgd_step": [sgd_plain, sgd_factored, sgd_loops, sgd_float32, sgd_torch, sgd_autograd],
    "momentum_step": [
        momentum_plain,
        momentum_in_place,
        momentum_loops,
        momentum_torch,
        momentum_optimizer,
        momentum_matrix,
    ],
    "adam_step": [adam_plain, adam_loops, adam_float32, adam_torch, adam_optimizer],
    "ReduceOnPlateau": REDUCE_ON_PLATEAU,
    "kaiming_normal": [
        kaiming_scaled,
        kaiming_normal_draws,
        kaiming_float32,
        kaiming_loops,
        kaiming_torch,
        kaiming_scipy,
    ],
    "batch_norm": [norm_plain, norm_loops, norm_float32, norm_library, norm_torch],
    "dropout": [
        dropout_plain,
        dropout_binomial,
        dropout_loops,
        dropout_float32,
        dropout_torch,
        dropout_choice,
    ],
    "EarlyStopping": EARLY_STOPPING,
}
