"""The same class graded in jobs of a real SLURM: the same grades, also where a job is lost."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest

from autograder.grading.runners import dask_runner
from tests.support import slurm, small_class


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """SLURM, found by its commands for as long as these tests run."""
    with slurm.running() as found, pytest.MonkeyPatch.context() as patch:
        for name, value in found.items():
            patch.setenv(name, value)
        # An instructor writes this in ~/.config/dask/jobqueue.yaml.
        with dask.config.set({"jobqueue.slurm.interface": "lo"}):
            yield


@pytest.fixture(scope="module")
def runner(cluster: None) -> Iterator[dask_runner.DaskRunner]:
    with dask_runner.slurm(2, small_class.assignment(), small_class.LIMITS) as started:
        yield started


NAME = "%j"


def jobs(what: str = "%i") -> list[str]:
    command = ["squeue", "-h", "-t", "PENDING,RUNNING", "-o", what]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    return said.stdout.split()


def until_gone(ended: set[str]) -> None:
    deadline = time.monotonic() + 180  # a cancelled job stays in the list while it completes
    while ended & set(jobs(NAME)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not ended & set(jobs(NAME))


def found(runner: dask_runner.DaskRunner) -> Iterator[tuple[str, str]]:
    for answer in runner.run(small_class.tasks()):
        yield answer.key, answer.to_json()


def test_jobs_find_what_one_process_finds(runner: dask_runner.DaskRunner):
    answers = list(found(runner))

    assert len(answers) == len(small_class.tasks())
    assert dict(answers) == small_class.by_one_process()


def test_a_job_that_is_cancelled_costs_no_one_a_grade(runner: dask_runner.DaskRunner):
    stream = found(runner)
    answers = [next(stream)]
    subprocess.run(["scancel", min(jobs())], check=True)
    answers += stream

    assert len(answers) == len(small_class.tasks())
    assert dict(answers) == small_class.by_one_process()


def test_a_job_that_slurm_refuses_is_reported_in_its_words(cluster: None):
    with (
        pytest.raises(
            dask_runner.ScaleError, match=r"does not take the job.*invalid partition.*night"
        ),
        dask_runner.slurm(1, small_class.assignment(), queue="night"),
    ):
        pass


def test_a_machine_without_slurm_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with (
        pytest.raises(dask_runner.ScaleError, match="no sbatch"),
        dask_runner.slurm(1, small_class.assignment()),
    ):
        pass


def test_the_jobs_and_their_keys_are_gone_after_the_run(cluster: None, tmp_path: Path):
    # By their name: the other run of this module may be asking for a job just now.
    before = set(jobs(NAME))
    with (
        dask.config.set({"jobqueue.slurm.shared-temp-directory": str(tmp_path)}),
        dask_runner.slurm(1, small_class.assignment()),
    ):
        (folder,) = tmp_path.iterdir()
        assert folder.stat().st_mode & 0o077 == 0

        started = set(jobs(NAME)) - before

    assert list(tmp_path.iterdir()) == []
    assert len(started) == 1
    until_gone(started)
