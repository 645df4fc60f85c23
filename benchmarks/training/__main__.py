"""Measure what chapter 03's remedies are worth: `python -m benchmarks.training` (a quarter hour).

Every experiment of `experiments.py` with each of its settings and five seeds, on all cores; a seed
draws the first weights, the order of the images and, where there are any, the wrong labels. Keeps
every number where the chapter reads it, `seeing.measurements`; with names of experiments as
arguments it measures these alone, and leaves the others as they are on record.
"""

from __future__ import annotations

from benchmarks import record
from benchmarks.training.experiments import EXPERIMENTS
from seeing import measurements

PACKAGES = ("numpy", "torch", "scikit-learn")


def main() -> None:
    """Measure, write the record, and print a line for each setting."""
    record.main("benchmarks.training", __doc__, measurements.TRAINING, EXPERIMENTS, PACKAGES)


if __name__ == "__main__":
    main()
