"""A real SLURM cluster of one node, this machine, for as long as a test needs it.

Everything of it is its own (folder, ports, keys), so one that runs here already is left alone.
"""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

READY_S = 30
# No systemd, no cgroups, no accounting: none is needed to run a job, and none may be had here.
SETTINGS = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
SlurmctldPort={controller_port}
SlurmdPort={node_port}
AuthInfo=socket={folder}/munge.socket
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=5
MailProg=/bin/true
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
NodeName={host} NodeAddr=127.0.0.1 CPUs=4 RealMemory=65536 State=UNKNOWN
PartitionName=class Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def running() -> Iterator[dict[str, str]]:
    """Start SLURM; yield the variables of the environment by which its commands find it."""
    folder = Path(tempfile.mkdtemp(prefix="slurm-"))
    folder.chmod(0o755)  # munge takes no socket in a folder that others cannot enter
    settings = folder / "slurm.conf"
    settings.write_text(
        SETTINGS.format(
            host=socket.gethostname().partition(".")[0],
            user=getpass.getuser(),
            folder=folder,
            controller_port=free_port(),
            node_port=free_port(),
        )
    )
    for name in ("state", "spool"):
        (folder / name).mkdir()
    found = {"SLURM_CONF": str(settings), "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"}
    environment = os.environ | found
    try:
        with ExitStack() as stack:
            for command in (_munge(folder), ["slurmctld", "-D", "-c"], ["slurmd", "-D"]):
                stack.enter_context(_daemon(command, environment, folder))
            _wait(lambda: _said(["sinfo", "-h", "-o", "%T"], environment) == "idle", folder)
            stack.callback(_end_jobs, environment, folder)
            yield found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _munge(folder: Path) -> list[str]:
    """Return the command of a munge of our own: who has its key may say who they are."""
    key = folder / "munge.key"
    key.touch(mode=0o600)
    key.write_bytes(os.urandom(128))
    return [
        *("munged", "--foreground", f"--key-file={key}", f"--socket={folder}/munge.socket"),
        *(f"--pid-file={folder}/munged.pid", f"--seed-file={folder}/munged.seed"),
        f"--log-file={folder}/munged.log",
    ]


@contextmanager
def _daemon(command: list[str], environment: dict[str, str], folder: Path) -> Iterator[None]:
    if shutil.which(command[0], path=environment["PATH"]) is None:
        raise FileNotFoundError(
            f"no {command[0]}: run `python tests/support/system_packages.py slurm-wlm munge`"
        )
    with (
        (folder / f"{command[0]}.out").open("wb") as out,
        subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process,
    ):
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _said(command: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    ).stdout.strip()


def _end_jobs(environment: dict[str, str], folder: Path) -> None:
    _said(["scancel", "--user", getpass.getuser()], environment)
    _wait(lambda: _said(["squeue", "-h"], environment) == "", folder)


def _wait(is_so, folder: Path) -> None:
    deadline = time.monotonic() + READY_S
    while not is_so():
        if time.monotonic() > deadline:
            logs = "\n".join(
                f"{path.name}:\n{path.read_text(errors='replace')[-1500:]}"
                for path in sorted([*folder.glob("*.log"), *folder.glob("*.out")])
            )
            raise TimeoutError(f"SLURM is not ready after {READY_S} s\n{logs}")
        time.sleep(0.2)
