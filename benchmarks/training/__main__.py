"""Measure what chapter 03's remedies are worth: `python -m benchmarks.training` (a quarter hour).

Every experiment of `experiments.py` with each of its settings and five seeds, on all cores; a seed
draws the first weights, the order of the images and, where there are any, the wrong labels. Keeps
every number where the chapter reads it, `seeing.measurements`; with names of experiments as
arguments it measures these alone, and leaves the others as they are on record.
"""

from benchmarks.record import record
from benchmarks.training.experiments import EXPERIMENTS
from seeing import measurements

COMMAND = "python -m benchmarks.training"
PACKAGES = ("numpy", "torch", "scikit-learn")

if __name__ == "__main__":
    record(COMMAND, __doc__, measurements.TRAINING, EXPERIMENTS, PACKAGES)
