"""Chapter 11, answered rightly in several styles."""

from __future__ import annotations

import copy

import numpy as np
import torch
from torch.nn import functional


def saliency_grad(model, image, label):
    was = model.training
    model.eval()
    x = image.detach().clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(model(x[None])[0, label], x)
    model.train(was)
    return gradient.abs().max(dim=0).values


def saliency_backward(model, image, label):
    was = model.training
    needed = [p.requires_grad for p in model.parameters()]
    model.eval().requires_grad_(False)
    x = image.clone().unsqueeze(0).requires_grad_()
    model(x)[:, label].sum().backward()
    for p, flag in zip(model.parameters(), needed, strict=True):
        p.requires_grad_(flag)
    model.train(was)
    return x.grad[0].abs().amax(0).numpy()


def saliency_of_a_copy(model, image, label):
    still = copy.deepcopy(model).eval()
    x = image.clone()
    x.requires_grad = True
    still(x.unsqueeze(0))[0][label].backward()
    return np.abs(x.grad.numpy()).max(axis=0)


def saliency_functional(model, image, label):
    mode = model.training
    try:
        model.train(False)
        jacobian = torch.autograd.functional.jacobian(lambda x: model(x[None])[0], image.clone())
    finally:
        model.train(mode)
    return jacobian[label].abs().amax(dim=0).tolist()


def occlusion_loops(model, image, label, side, stride, fill):
    was = model.training
    model.eval()
    _, h, w = image.shape
    with torch.no_grad():
        whole = model(image[None])[0, label].item()
        rows = []
        for top in range(0, h - side + 1, stride):
            row = []
            for left in range(0, w - side + 1, stride):
                covered = image.clone()
                covered[:, top : top + side, left : left + side] = fill
                row.append(whole - model(covered[None])[0, label].item())
            rows.append(row)
    model.train(was)
    return rows


def occlusion_batch(model, image, label, side, stride, fill):
    was = model.training
    model.eval()
    tops = range(0, image.shape[1] - side + 1, stride)
    lefts = range(0, image.shape[2] - side + 1, stride)
    batch = image.repeat(len(tops) * len(lefts), 1, 1, 1)
    for k, (top, left) in enumerate((t, s) for t in tops for s in lefts):
        batch[k, :, top : top + side, left : left + side] = fill
    with torch.no_grad():
        fall = model(image[None])[:, label] - model(batch)[:, label]
    model.train(was)
    return fall.view(len(tops), len(lefts))


def occlusion_masks(model, image, label, side, stride, fill):
    was = model.training
    model.eval()
    out = np.zeros([(n - side) // stride + 1 for n in image.shape[1:]])
    with torch.no_grad():
        for i, j in np.ndindex(*out.shape):
            mask = torch.zeros_like(image)
            mask[:, i * stride : i * stride + side, j * stride : j * stride + side] = 1
            seen = image * (1 - mask) + fill * mask
            out[i, j] = model(image[None])[0, label] - model(seen[None])[0, label]
    model.train(was)
    return out


def occlusion_of_a_copy(model, image, label, side, stride, fill):
    still = copy.deepcopy(model).eval()
    h, w = ((n - side) // stride + 1 for n in image.shape[1:])
    out = torch.full((h, w), float(still(image[None])[0, label]))
    for i in range(h):
        for j in range(w):
            x = image.clone()
            x[..., i * stride : i * stride + side, j * stride : j * stride + side] = fill
            out[i, j] -= still(x[None])[0, label].item()
    return out


def cam_grad(features, head, image, label):
    maps = features(image[None])
    maps = maps.detach().requires_grad_(True)
    (gradient,) = torch.autograd.grad(head(maps)[0, label], maps)
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    return functional.relu((weights * maps).sum(dim=1))[0]


def cam_retain(features, head, image, label):
    x = image[None].clone().requires_grad_(True)
    maps = features(x)
    maps.retain_grad()
    head(maps)[0, label].backward()
    weights = maps.grad[0].mean(dim=(1, 2))
    return torch.einsum("m,mrs->rs", weights, maps[0].detach()).clamp(min=0).numpy()


def cam_loops(features, head, image, label):
    maps = features(image[None]).detach().requires_grad_(True)
    head(maps)[0, label].backward()
    total = torch.zeros(maps.shape[2:], dtype=maps.dtype)
    for one, gradient in zip(maps.detach()[0], maps.grad[0], strict=True):
        total += gradient.mean() * one
    return torch.maximum(total, torch.zeros_like(total))


def cam_numpy(features, head, image, label):
    maps = features(image.unsqueeze(0)).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(head(maps)[:, label].sum(), maps)
    a, g = maps.detach().numpy()[0], gradient.numpy()[0]
    return np.maximum(0, (g.mean(axis=(1, 2))[:, None, None] * a).sum(axis=0))


def variation_diff(image):
    return image.diff(dim=1).abs().sum() + image.diff(dim=2).abs().sum()


def variation_slices(image):
    down = (image[:, 1:] - image[:, :-1]).abs().sum()
    across = (image[:, :, 1:] - image[:, :, :-1]).abs().sum()
    return down + across


def variation_l1(image):
    zero = {"reduction": "sum"}
    down = functional.l1_loss(image[..., 1:, :], image[..., :-1, :], **zero)
    return down + functional.l1_loss(image[..., 1:], image[..., :-1], **zero)


def variation_loops(image):
    total = image.new_zeros(())
    c, h, w = image.shape
    for k in range(c):
        for i in range(h):
            for j in range(w):
                if i + 1 < h:
                    total = total + torch.abs(image[k, i + 1, j] - image[k, i, j])
                if j + 1 < w:
                    total = total + torch.abs(image[k, i, j + 1] - image[k, i, j])
    return total


def climb_normed(model, unit, size, steps, lr, regularizers, rng):
    was = model.training
    model.eval()
    dtype = next(model.parameters()).dtype
    picture = 0.5 + 0.1 * torch.randn(size, generator=rng).to(dtype)
    for _ in range(steps):
        picture = picture.detach().requires_grad_(True)
        goal = model(picture[None])[0, unit] - sum(r(picture) for r in regularizers)
        (gradient,) = torch.autograd.grad(goal, picture)
        picture = picture + lr * gradient / (gradient.square().mean().sqrt() + 1e-8)
        picture = picture.clamp(0, 1)
    model.train(was)
    return picture.detach()


def climb_functional(model, unit, size, steps, lr, regularizers, rng):
    was = model.training
    model.eval()

    def goal(x):
        return model(x[None])[0, unit] - sum(penalty(x) for penalty in regularizers)

    slope = torch.func.grad(goal)
    picture = (0.5 + 0.1 * torch.randn(*size, generator=rng)).double()
    for _ in range(steps):
        g = slope(picture).detach()
        picture = torch.clamp(picture + lr * g / (g.pow(2).mean() ** 0.5 + 1e-9), 0.0, 1.0)
    model.train(was)
    return picture.numpy()


def climb_by_an_optimizer(model, unit, size, steps, lr, regularizers, rng):
    """SGD takes the step; the gradient is brought to its size before."""
    was = model.training
    model.eval()
    picture = (0.5 + torch.randn(size, generator=rng) / 10).double().requires_grad_()
    optimizer = torch.optim.SGD([picture], lr=lr)
    for _ in range(steps):
        loss = -model(picture.unsqueeze(0))[0][unit]
        for penalty in regularizers:
            loss = loss + penalty(picture)
        (picture.grad,) = torch.autograd.grad(loss, picture)
        picture.grad /= picture.grad.square().mean().sqrt().clamp(min=1e-12)
        optimizer.step()
        with torch.no_grad():
            picture.clamp_(0, 1)
    model.train(was)
    return picture.detach()


def climb_of_a_copy(model, unit, size, steps, lr, regularizers, rng):
    still = copy.deepcopy(model).eval().requires_grad_(False)
    picture = (0.5 + 0.1 * torch.randn(size, generator=rng)).double().requires_grad_(True)
    for _ in range(steps):
        goal = still(picture[None])[0, unit] - sum(p(picture) for p in regularizers)
        goal.backward()
        with torch.no_grad():
            step = torch.nan_to_num(picture.grad / picture.grad.pow(2).mean().sqrt())
            picture.add_(lr * step).clamp_(0, 1)
        picture.grad = None
    return picture.detach()


RIGHT_ANSWERS = {
    "saliency_map": [saliency_grad, saliency_backward, saliency_of_a_copy, saliency_functional],
    "occlusion_map": [occlusion_loops, occlusion_batch, occlusion_masks, occlusion_of_a_copy],
    "grad_cam": [cam_grad, cam_retain, cam_loops, cam_numpy],
    "total_variation": [variation_diff, variation_slices, variation_l1, variation_loops],
    "activation_maximization": [
        climb_normed,
        climb_functional,
        climb_by_an_optimizer,
        climb_of_a_copy,
    ],
}
