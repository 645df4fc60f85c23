"""`python -m autograder doctor`: what works on this machine, and what to install or ask for."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import time
from dataclasses import dataclass

from autograder.sandbox.host import selftest
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError
from autograder.sandbox.host.escapes import WAYS
from autograder.sandbox.host.sandbox import Sandbox

# By the extra `grade` of pyproject.toml, as they are imported.
OF_GRADING = ("distributed", "dask_jobqueue", "cryptography", "rich")


@dataclass(frozen=True)
class HealthRow:
    """One row: what was looked at, whether it is as grading needs it, and what was found."""

    what: str
    works: bool
    found: str


def examine() -> list[HealthRow]:
    """Look at all that grading needs; stop at the first thing that is not as it should be."""
    version = platform.python_version()
    newer = "what is syntax only in a newer one is an error in grading"
    findings = [
        HealthRow("machine", True, f"{platform.system()} on {platform.machine()}"),
        HealthRow("python", True, f"{version}: {newer}"),
    ]
    if absent := [name for name in OF_GRADING if importlib.util.find_spec(name) is None]:
        found = f"{', '.join(absent)} not installed: make .venv/grade"
        return [*findings, HealthRow("packages", False, found)]
    findings.append(HealthRow("packages", True, f"{len(OF_GRADING)} that only grading needs"))
    obstacle = selftest.missing()
    if obstacle:
        return [*findings, HealthRow("sandbox", False, obstacle)]
    findings.append(HealthRow("bubblewrap", True, _bubblewrap()))
    try:
        with Sandbox() as sandbox:
            return [*findings, *_started(sandbox)]
    except SandboxUnavailableError as error:
        return [*findings, HealthRow("sandbox", False, str(error))]


def _started(sandbox: Sandbox) -> list[HealthRow]:
    began = time.monotonic()
    with sandbox.run([]):
        took_s = time.monotonic() - began
    way = f"{took_s:.2f} s a submission ({sandbox.start} start). {sandbox.why_cold}"
    return [
        HealthRow("sandbox", True, f"active: {len(WAYS)} ways out tried, all shut"),
        HealthRow("start", True, way.strip()),
    ]


def table(findings: list[HealthRow]) -> str:
    """Set the findings as a table of three columns for a terminal."""
    width = max(len(finding.what) for finding in findings)
    return "\n".join(
        f"{finding.what:{width}}  {'ok' if finding.works else 'no':2}  {finding.found}"
        for finding in findings
    )


def doctor() -> None:
    """Print the table; raise RuntimeError with what to do unless grading can run."""
    findings = examine()
    print(table(findings))
    if not all(finding.works for finding in findings):
        raise RuntimeError("grading cannot run on this machine until this is mended")
    print("Grading can run here.")


def _bubblewrap() -> str:
    command = shutil.which("bwrap") or "bwrap"
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    who = "as root" if os.geteuid() == 0 else "as a user"
    return f"{said.stdout.strip()} at {command}, {who}"
