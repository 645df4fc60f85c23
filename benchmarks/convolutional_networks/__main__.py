"""Measure chapter 10's networks: `python -m benchmarks.convolutional_networks` (a quarter hour).

Every experiment of `experiments.py` with each of its settings and its seeds, on all cores. Keeps
every number where the chapter reads it, `seeing.measurements`; with names of experiments as
arguments it measures these alone. "confusion" takes the full test sets as
`seeing.datasets` finds them.
"""

from benchmarks.convolutional_networks.experiments import EXPERIMENTS
from benchmarks.record import record
from seeing import measurements

COMMAND = "python -m benchmarks.convolutional_networks"
PACKAGES = ("numpy", "torch", "scikit-learn")

if __name__ == "__main__":
    record(COMMAND, __doc__, measurements.CONVOLUTIONAL_NETWORKS, EXPERIMENTS, PACKAGES)
