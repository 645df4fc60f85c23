"""References that fail, in a module that is quick to import: the process that runs them dies."""

import os
import signal
import tempfile
import time
from pathlib import Path

import numpy as np

from autograder.exercises import Case, Exercise
from seeing.probes import call_function


def mark_of(process: int) -> Path:
    return Path(tempfile.gettempdir()) / f"reference-of-{process}-died"


def process_of():
    return np.array(os.getpid())


def dies_once():
    """End the process the first time, and answer the second."""
    mark = mark_of(os.getppid())
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return process_of()


def fails():
    raise RuntimeError("CUDA error: out of memory")


def hangs():
    time.sleep(600)


def exercise_with(reference) -> Exercise:
    return Exercise(
        name="failing",
        points=1,
        probe=call_function,
        cases=lambda rng: [Case("all", "nothing", {})],
        reference=reference,
        mistakes=(),
        groups={"all": 1.0},
    )
