"""Face or not, on the same five splits: boosted rectangles, their rivals, and movable parts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC
from torch import nn
from torch.nn import functional

from benchmarks.before_deep_learning.boosting import boosted, standardized, table_of, votes
from benchmarks.before_deep_learning.material import Images, faces
from benchmarks.before_deep_learning.words import hog_of, pixels_of
from benchmarks.record import Found, Settings
from seeing.handmade import Floats

ROUNDS = (1, 5, 20)
EPOCHS = 40
# Parts of the mean face: top, left, height, width. The root is all of it but a margin.
ROOT = (3, 3, 19, 19)
PARTS = {"left eye": (6, 4, 6, 8), "right eye": (6, 13, 6, 8), "mouth": (15, 7, 6, 11)}
MOST = 3  # pixels that a part may move, and that pictures are moved by
TIMES = 5  # each test picture is moved


def boosting(settings: Settings, seed: int) -> Found:
    """Return the accuracy on the test pictures of each way to tell faces."""
    task = faces(seed)
    table, asked = table_of(task.train), table_of(task.test)
    stumps = boosted(table, task.y_train, max(ROUNDS))
    found: Found = {}
    for rounds in ROUNDS:
        told = votes(stumps[:rounds], asked) >= 0.5
        found[f"{rounds} stumps" if rounds > 1 else "1 stump"] = _share(told == task.y_test)
        found[f"{rounds}, training"] = _share(
            (votes(stumps[:rounds], table) >= 0.5) == task.y_train
        )
    rows = pixels_of(task.train), pixels_of(task.test)
    pixels = LogisticRegression(max_iter=2000).fit(rows[0], task.y_train)
    neighbour = KNeighborsClassifier(1).fit(rows[0], task.y_train)
    found["pixels"] = float(pixels.score(rows[1], task.y_test))
    found["nearest neighbour"] = float(neighbour.score(rows[1], task.y_test))
    svm = LinearSVC(random_state=seed).fit(hog_of(task.train), task.y_train)
    found["HOG"] = float(svm.score(hog_of(task.test), task.y_test))
    means = [images.mean(axis=(1, 2))[:, None] for images in (task.train, task.test)]
    light = boosted(means[0], task.y_train, 1)
    found["brightness"] = _share((votes(light, means[1]) >= 0.5) == task.y_test)
    return found


def network(settings: Settings, seed: int) -> Found:
    """Train chapter 10's small network on the same splits, by the same recipe, for 40 epochs."""
    task = faces(seed)
    torch.manual_seed(seed)
    net = small_network()
    prepared = standardized if settings["pixels"] == "standardized" else np.asarray
    x, asked = (torch.from_numpy(prepared(i)).float()[:, None] for i in (task.train, task.test))
    y = torch.from_numpy(task.y_train)
    rng = torch.Generator().manual_seed(seed)
    adam = torch.optim.Adam(net.parameters(), lr=0.01)
    steps = EPOCHS * len(torch.arange(len(x)).split(64))
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, 0.01, steps)
    for _ in range(EPOCHS):
        for some in torch.randperm(len(x), generator=rng).split(64):
            loss = functional.cross_entropy(net(x[some]), y[some])
            adam.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            adam.step()
            rate.step()
    with torch.no_grad():
        told = net(asked).argmax(dim=1).numpy()
    return {"test accuracy": _share(told == task.y_test)}


def small_network() -> nn.Sequential:
    """Return chapter 10's network for pictures of 25 × 25 and two classes: 2,402 parameters."""
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(16 * 6 * 6, 2),
    )


def parts(settings: Settings, seed: int) -> Found:
    """Return the accuracy with a root and three parts, on faces in place and on moved ones.

    The parts are cut from the mean face. A part's answer is its correlation with the picture where
    it lies; a logistic regression on root and parts decides.
    """
    task = faces(seed)
    mean = task.train[task.y_train == 1].mean(axis=0)
    rng = np.random.default_rng(seed)
    moves = rng.integers(-MOST, MOST + 1, (TIMES, len(task.test), 2))
    moved = [_moved(i, *m) for once in moves for i, m in zip(task.test, once, strict=True)]
    price = settings["price"]
    learner = LogisticRegression(C=100.0).fit(_scores(task.train, mean, price), task.y_train)
    return {
        "in place": float(learner.score(_scores(task.test, mean, price), task.y_test)),
        "moved": float(
            learner.score(_scores(np.stack(moved), mean, price), np.tile(task.y_test, TIMES))
        ),
    }


def _scores(images: Images, mean: Images, price: float | str) -> Floats:
    """Return the answers of root and parts, (n, 4), or (n, 1) for the root alone."""
    root = answers(images, mean, ROOT, 0, 0.0)
    if price == "root alone":
        return root[:, None]
    most, cost = (0, 0.0) if price == "fixed" else (MOST, float(price))
    moved = [answers(images, mean, box, most, cost) for box in PARTS.values()]
    return np.stack([root, *moved], axis=1)


def answers(
    images: Images, mean: Images, box: tuple[int, int, int, int], most: int, cost: float
) -> Floats:
    """Return a part's best correlation within `most` pixels, less cost · distance²: (n,)."""
    top, left, height, width = box
    part = _unit(mean[None, top : top + height, left : left + width])[0]
    best = np.full(len(images), -np.inf)
    for down in range(-most, most + 1):
        for right in range(-most, most + 1):
            t, x = top + down, left + right
            under = _unit(images[:, t : t + height, x : x + width])
            answer = (under * part).sum(axis=(1, 2)) - cost * (down**2 + right**2)
            best = np.maximum(best, answer)
    return best


def _unit(windows: Images) -> Floats:
    """Bring windows to mean 0 and length 1."""
    return standardized(windows) / np.sqrt(windows[0].size)


def _moved(image: Images, down: int, right: int) -> Images:
    padded = np.pad(image, MOST, mode="edge")
    top, left = MOST + down, MOST + right
    return padded[top : top + image.shape[0], left : left + image.shape[1]]


def _share(right: npt.NDArray[np.bool_]) -> float:
    return float(right.mean())
