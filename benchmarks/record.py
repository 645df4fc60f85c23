"""Run experiments with several seeds on all cores, and keep every number where a page reads it.

An experiment takes settings and a seed, and returns what came of them as numbers, or lists of
numbers, by name. A run depends on its settings and its seed alone.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from itertools import product
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from benchmarks.widgets.__main__ import processor
from seeing import measurements

SEEDS = 5
DIGITS = 5  # that are kept of a number
Settings = Mapping[str, Any]
Found = dict[str, Any]


@dataclass(frozen=True)
class Experiment:
    """A run and the settings to try: each name with its values, in all combinations.

    run: a function of a module, so that other processes can call it
    seeds: how many runs each setting has, with the seeds 0, 1, …
    """

    run: Callable[[Settings, int], Found]
    tries: Mapping[str, tuple[Any, ...]]
    seeds: int = SEEDS

    def settings(self) -> list[Settings]:
        """Return all combinations."""
        combinations = product(*self.tries.values())
        return [dict(zip(self.tries, values, strict=True)) for values in combinations]


Experiments = Mapping[str, Experiment]
Job = tuple[Experiment, Settings, int]


def record(
    command: str,
    description: str | None,
    file: str,
    experiments: Experiments,
    packages: Sequence[str],
) -> None:
    """Measure what the command line names, write the record, and print a line for each setting.

    command: how to call it, "python -m …"; description: of its help
    file: the record's name in `seeing.measurements`; what is not measured now stays there
    packages: whose versions the record names
    """
    parser = argparse.ArgumentParser(prog=command, description=description)
    parser.add_argument("experiments", nargs="*", default=[*experiments], metavar="EXPERIMENT")
    names = parser.parse_args().experiments
    if unknown := set(names) - set(experiments):
        parser.error(f"no experiment {sorted(unknown)}; there are {', '.join(experiments)}")
    path = measurements.FOLDER / file
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    kept |= {"command": command, "machine": _machine(packages)}
    found = kept.get("experiments", {}) | measure({name: experiments[name] for name in names})
    kept["experiments"] = {name: found[name] for name in experiments if name in found}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", "utf-8")
    for name in names:
        print(f"\n{name}")
        for row in found[name]:
            print("  ", ", ".join(f"{k} {v}" for k, v in row["settings"].items()))
            print("      ", "; ".join(f"{k} {_short(v)}" for k, v in row["found"].items()))


def measure(experiments: Experiments) -> dict[str, list[dict[str, Any]]]:
    """Return for each experiment its settings with what was found, a list by seed for each name."""
    jobs = [
        (name, experiment, settings, seed)
        for name, experiment in experiments.items()
        for settings in experiment.settings()
        for seed in range(experiment.seeds)
    ]
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with ProcessPoolExecutor(initializer=torch.set_num_threads, initargs=(1,)) as pool:
        found = pool.map(_run, [job[1:] for job in jobs])
        progress = tqdm(found, total=len(jobs))
        for (name, _, settings, seed), result in zip(jobs, progress, strict=True):
            if seed == 0:
                rows[name].append({"settings": settings, "found": defaultdict(list)})
            for what, value in result.items():
                rows[name][-1]["found"][what].append(_rounded(value))
    return dict(rows)


def _run(job: Job) -> Found:
    experiment, settings, seed = job
    return experiment.run(settings, seed)


def _rounded(value: Any) -> Any:
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return value if isinstance(value, int) else float(f"{value:.{DIGITS}g}")


def _machine(packages: Sequence[str]) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    system = f"{platform.system()} {platform.machine()}"
    return f"{processor()}, one thread; {system}; Python {platform.python_version()}, {versions}"


def _short(values: list[Any]) -> str:
    """Write the mean of the seeds and their deviation; of lists, those of the last entry."""
    last = np.array([_last(value) for value in values], float)
    return f"{last.mean():.4g} ± {last.std(ddof=1):.2g}"


def _last(value: Any) -> float:
    while isinstance(value, list):
        value = value[-1] if value else float("nan")
    return float(value)
