"""The experiments of chapter 06, each with the settings to try."""

from __future__ import annotations

from benchmarks.before_deep_learning.cascade import cascade
from benchmarks.before_deep_learning.faces import boosting, network, parts
from benchmarks.before_deep_learning.photographs import FEATURES, photographs
from benchmarks.before_deep_learning.points import CHANGES, corners, sift
from benchmarks.before_deep_learning.scenes import QUERIES, scenes
from benchmarks.before_deep_learning.words import DATA, digits_of_chapter_10, words
from benchmarks.record import Experiment

EXPERIMENTS = {
    "corners": Experiment(corners, {"change": CHANGES}),
    "SIFT": Experiment(sift, {"change": CHANGES}),
    "words": Experiment(words, {"data": DATA}),
    "digits of chapter 10": Experiment(digits_of_chapter_10, {"features": ("HOG",)}),
    "boosting": Experiment(boosting, {"features": ("rectangles and others",)}),
    "network": Experiment(network, {"pixels": ("as they are", "standardized")}),
    "cascade": Experiment(cascade, {"stages": ("5, 15 and 40 stumps",)}),
    "parts": Experiment(parts, {"price": ("root alone", "fixed", 0.02, 0.0)}),
    "scenes": Experiment(scenes, {"query": QUERIES}),
    "photographs": Experiment(photographs, {"features": (*FEATURES, "network")}),
}
