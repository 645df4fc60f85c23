"""Measure what chapter 03's remedies are worth: `python -m benchmarks.training` (a quarter hour).

Every experiment of `experiments.py` with each of its settings and five seeds, on all cores; a seed
draws the first weights, the order of the images and, where there are any, the wrong labels. Keeps
every number where the chapter reads it, `seeing.measurements`; with names of experiments as
arguments it measures these alone, and leaves the others as they are on record.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from benchmarks.training.experiments import EXPERIMENTS, SEEDS, Settings
from benchmarks.widgets.__main__ import processor
from seeing import measurements

DIGITS = 5  # that are kept of a number
Job = tuple[str, Settings, int]


def main() -> None:
    """Measure, write the record, and print a line for each setting."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training", description=__doc__)
    parser.add_argument("experiments", nargs="*", default=[*EXPERIMENTS], metavar="EXPERIMENT")
    names = parser.parse_args().experiments
    if unknown := set(names) - set(EXPERIMENTS):
        parser.error(f"no experiment {sorted(unknown)}; there are {', '.join(EXPERIMENTS)}")
    file = measurements.FOLDER / measurements.TRAINING
    record = json.loads(file.read_text("utf-8")) if file.exists() else {}
    record |= {"command": "python -m benchmarks.training", "seeds": SEEDS, "machine": _machine()}
    record.setdefault("experiments", {})
    record["experiments"] |= measure(names)
    file.write_text(json.dumps(record, ensure_ascii=False, indent=0) + "\n", "utf-8")
    for name in names:
        print(f"\n{name}")
        for row in record["experiments"][name]:
            print("  ", ", ".join(f"{k} {v}" for k, v in row["settings"].items()))
            print("      ", "; ".join(f"{k} {_short(v)}" for k, v in row["found"].items()))


def measure(names: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Return for each experiment its settings with what was found, a list by seed for each name."""
    jobs: list[Job] = [
        (name, settings, seed)
        for name in names
        for settings in EXPERIMENTS[name].settings()
        for seed in range(SEEDS)
    ]
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with ProcessPoolExecutor(initializer=torch.set_num_threads, initargs=(1,)) as pool:
        found = pool.map(_run, jobs)
        for (name, settings, seed), result in zip(jobs, tqdm(found, total=len(jobs)), strict=True):
            if seed == 0:
                rows[name].append({"settings": settings, "found": defaultdict(list)})
            for what, value in result.items():
                rows[name][-1]["found"][what].append(_rounded(value))
    return dict(rows)


def _run(job: Job) -> dict[str, Any]:
    name, settings, seed = job
    return EXPERIMENTS[name].run(settings, seed)


def _rounded(value: Any) -> Any:
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return value if isinstance(value, int) else float(f"{value:.{DIGITS}g}")


def _machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "torch", "scikit-learn"))
    system = f"{platform.system()} {platform.machine()}"
    return f"{processor()}, one thread; {system}; Python {platform.python_version()}, {versions}"


def _short(values: list[Any]) -> str:
    """Write the mean of the seeds and their deviation; of lists, those of the last entry."""
    last = np.array([value[-1] if isinstance(value, list) else value for value in values], float)
    return f"{last.mean():.4g} ± {last.std(ddof=1):.2g}"


if __name__ == "__main__":
    main()
