"""Open a Dask cluster: processes of this machine, one that runs already, or jobs of SLURM."""

from __future__ import annotations

import logging
import shutil
import subprocess
import uuid
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import dask
from distributed import Client, LocalCluster
from distributed.security import Security

from autograder.grading.runners.dask_worker import GraderPlugin
from autograder.sandbox.inside.limits import Limits

CONNECT_S = 20.0
OWN_MIB = 3072  # a worker and its reference process, beside the student's
SETTINGS = {
    # Dask takes a second death for the task's doing; `scale_window` finds out whether it is.
    "distributed.scheduler.allowed-failures": 1,
    # Web pages of tasks and addresses, which everybody could read.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.admin.large-graph-warning-threshold": "1 GB",  # a submission may be 20 MiB
}
# A process of this machine that dies is started again within seconds. Where the next one had died
# too after this time, Dask took the place for lost, and nothing was ever started there again.
LOCAL_SETTINGS = {"distributed.deploy.lost-worker-timeout": "1 day"}


class ScaleError(RuntimeError):
    """Nothing can be graded by these workers; the message is a sentence for the instructor."""


def local(stack: ExitStack, workers: int) -> Client:
    """Start worker processes on this machine, which only this run can talk to."""
    stack.enter_context(dask.config.set(SETTINGS | LOCAL_SETTINGS))
    cluster = LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        # Else whoever has an account here could have the workers run code as the instructor.
        protocol="tls://",
        security=Security.temporary(),
        dashboard_address="127.0.0.1:0",  # a free port; there is no way to have none
        memory_limit=0,  # the sandbox bounds students; Dask would kill workers for their memory
        silence_logs=logging.CRITICAL,  # what dies is started again, or becomes a sentence
    )
    stack.enter_context(cluster)
    client: Client = stack.enter_context(Client(cluster))
    return client


def at(stack: ExitStack, address: str) -> Client:
    """Connect to a scheduler that runs already; raises ScaleError where none answers."""
    stack.enter_context(dask.config.set(SETTINGS))
    try:
        client: Client = stack.enter_context(Client(address, timeout=CONNECT_S))
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        raise ScaleError(
            f"No Dask scheduler answers at {address}: start one by `dask scheduler`, and look at "
            f"the address, which it prints. ({error})"
        ) from error
    return client


def slurm(
    stack: ExitStack,
    jobs: int,
    limits: Limits,
    *,
    queue: str | None = None,
    account: str | None = None,
    walltime: str | None = None,
    cores: int | None = None,
    memory: str | None = None,
) -> Client:
    """Have SLURM start jobs of workers; one that ends, as at its walltime, is started anew.

    cores: worker processes of a job
    memory: of a job, such as "16GB"
    What is not given comes from Dask's settings, jobqueue.slurm; among them are interface, the
    network between the machines, shared-temp-directory, which all of them see (the home folder, if
    none is named), and log-directory, to keep what the jobs write.
    raises ScaleError where SLURM does not take such jobs
    """
    from dask_jobqueue.slurm import SLURMCluster

    if shutil.which("sbatch") is None:
        raise ScaleError("There is no sbatch here: run this on a machine that submits SLURM jobs.")
    stack.enter_context(dask.config.set(SETTINGS))
    said = dask.config.get("jobqueue.slurm")
    cores = cores or said["cores"] or 1
    needed = f"{cores * (limits.memory_mib + OWN_MIB)}MiB"
    shared = Path(said["shared-temp-directory"] or "~").expanduser()
    folder = Path(stack.enter_context(TemporaryDirectory(prefix=".grading-", dir=shared)))
    cluster = SLURMCluster(
        job_name=f"grading-{uuid.uuid4().hex[:12]}",  # who looks at the queue sees which run it is
        cores=cores,
        processes=cores,  # one thread each: a grader is for one
        memory=memory or said["memory"] or needed,
        queue=queue,
        account=account,
        walltime=walltime,
        security=_keys(folder),  # other people's jobs run in the same network
        log_directory=said["log-directory"] or str(folder),
        scheduler_options={"dashboard_address": ":0", **said["scheduler-options"]},
        # The sandbox and SLURM bound the memory.
        worker_extra_args=[*said["worker-extra-args"], "--memory-limit", "0", "--no-dashboard"],
        silence_logs=logging.CRITICAL,
    )
    stack.enter_context(cluster)
    _try(cluster.job_script())
    cluster.adapt(minimum_jobs=jobs, maximum_jobs=jobs)
    client: Client = stack.enter_context(Client(cluster))
    return client


def _keys(folder: Path) -> Security:
    """Make keys for one run, as files that its jobs can read and nobody else."""
    made = Security.temporary()
    files = {"cert": folder / "certificate.pem", "key": folder / "key.pem"}
    files["cert"].write_text(made.tls_worker_cert)
    files["key"].write_text(made.tls_worker_key)
    roles = ("scheduler", "worker", "client")
    parts = {f"tls_{role}_{part}": str(files[part]) for role in roles for part in files}
    return Security(require_encryption=True, tls_ca_file=str(files["cert"]), **parts)


def _try(script: str) -> None:
    """Ask SLURM whether it would take the job: a refusal later on would only be logged."""
    tried = subprocess.run(
        ["sbatch", "--test-only"], input=script, capture_output=True, text=True, check=False
    )
    if tried.returncode != 0:
        raise ScaleError(f"SLURM does not take the job. {tried.stderr.strip()}")


def send(client: Client, grading: GraderPlugin) -> None:
    """Give the assignment to all workers; raises ScaleError where they cannot load it."""
    try:
        client.register_plugin(grading)
    except (ImportError, AttributeError, OSError, TimeoutError) as error:
        raise ScaleError(
            f"The workers cannot load the course: install it where they run. ({error})"
        ) from error


def take_back(client: Client, grading: GraderPlugin) -> None:
    """Close the workers' graders; where the cluster is gone, so are they."""
    if client.status != "running":  # it would wait for a scheduler that has died
        return
    with suppress(OSError, TimeoutError, ValueError):
        client.unregister_worker_plugin(grading.name)


def wait_for_one(client: Client, wait_s: float) -> None:
    """Wait for the first worker; raises ScaleError if none comes."""
    try:
        client.wait_for_workers(1, timeout=wait_s)
    except TimeoutError as error:
        raise ScaleError(
            f"No worker came within {wait_s:g} s: start some by `dask worker`, or look at what "
            "`squeue` says of the jobs, and what they write (jobqueue.slurm.log-directory)."
        ) from error
