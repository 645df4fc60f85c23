"""Measure what chapter 04 tells of searches: `python -m benchmarks.tuning` (about ten minutes).

Every experiment of `experiments.py` with each of its settings and seeds, on all cores; a seed draws
the first weights, the order of the images, the wrong labels where there are any, and the trials of
a search. Keeps every number where the chapter and its figure read it, `seeing.measurements`; with
names of experiments as arguments it measures these alone, and leaves the others on record.
"""

from benchmarks.record import record
from benchmarks.tuning.experiments import EXPERIMENTS
from seeing import measurements

COMMAND = "python -m benchmarks.tuning"
PACKAGES = ("numpy", "torch", "scikit-learn", "optuna")

if __name__ == "__main__":
    record(COMMAND, __doc__, measurements.TUNING, EXPERIMENTS, PACKAGES)
