"""Measure the methods of chapter 06: `python -m benchmarks.before_deep_learning` (half an hour).

Every experiment of `experiments.py` with each of its settings and five seeds, on all cores; a seed
draws which pictures are learned from, crops and clusters, or names the photograph. Keeps every
number where the chapter reads it, `seeing.measurements`; with names of experiments as arguments it
measures these alone, and leaves the others as they are on record. The experiment on CIFAR-10 reads
the folder in SEEING_DATA.
"""

from benchmarks.before_deep_learning.experiments import EXPERIMENTS
from benchmarks.record import record
from seeing import measurements

COMMAND = "python -m benchmarks.before_deep_learning"
PACKAGES = ("numpy", "scipy", "scikit-image", "scikit-learn", "torch")

if __name__ == "__main__":
    record(COMMAND, __doc__, measurements.BEFORE_DEEP_LEARNING, EXPERIMENTS, PACKAGES)
