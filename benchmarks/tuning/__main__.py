"""Measure what chapter 04 tells of searches: `python -m benchmarks.tuning` (about ten minutes).

Every experiment of `experiments.py` with each of its settings and seeds, on all cores; a seed draws
the first weights, the order of the images, the wrong labels where there are any, and the trials of
a search. Keeps every number where the chapter and its figure read it, `seeing.measurements`; with
names of experiments as arguments it measures these alone, and leaves the others on record.
"""

from __future__ import annotations

from benchmarks import record
from benchmarks.tuning.experiments import EXPERIMENTS
from seeing import measurements

PACKAGES = ("numpy", "torch", "scikit-learn", "optuna")


def main() -> None:
    """Measure, write the record, and print a line for each setting."""
    record.main("benchmarks.tuning", __doc__, measurements.TUNING, EXPERIMENTS, PACKAGES)


if __name__ == "__main__":
    main()
