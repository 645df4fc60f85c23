"""Start a process inside bubblewrap: which parts of this machine it sees, and which it does not."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import site
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import inside
from autograder.sandbox.inside.limits import SCRATCH
from seeing import probes

INSIDE = Path(inside.__file__).resolve().parent
COURSE = "/course"  # where the child finds what it imports of ours
# Capabilities in the user namespace inside, none of which counts outside.
COLD_RIGHTS = [  # for confine.py; a student's process need not end with the grader by itself
    "--die-with-parent",
    *("--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SYS_RESOURCE", "--cap-add", "CAP_SETPCAP"),
    *("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"),
]
# For nest.py; as the first process it takes all others with it when it ends, and it ends with the
# grader: all that it waits for comes from there. Told to die with its parent, bubblewrap would
# leave what it has begun waiting for ever
# (test_a_grader_killed_while_bubblewrap_starts_leaves_nothing).
ZYGOTE_RIGHTS = [
    *("--as-pid-1", "--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETFCAP"),
    *("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"),
]
ANSWER_KEYS = "answer_keys"  # in the package `seeing`, where there are any
START_S = 60
ENVIRONMENT = {
    "HOME": SCRATCH,
    "TMPDIR": SCRATCH,
    "USER": "student",
    "LOGNAME": "student",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONPATH": COURSE,
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",  # the same submission gets the same grade
    "OMP_NUM_THREADS": "1",  # threads count as processes, and one core is what a child gets
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",  # a process that has opened a GPU cannot fork
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": f"{SCRATCH}/matplotlib",
    "IPYTHONDIR": f"{SCRATCH}/ipython",
}


class SandboxUnavailableError(RuntimeError):
    """Grading cannot run here: the message says why, and what to do."""


@dataclass
class Bubble:
    """A bubblewrap and what runs in it, seen from outside.

    process: bubblewrap itself
    init: descriptor of the first process inside; when that one is killed, all inside are
    pid: its number on this machine
    """

    process: subprocess.Popen[bytes]
    init: int
    pid: int

    def wait(self, seconds: float) -> int | None:
        """Wait for bubblewrap's end; return its exit code, or the negative number of its signal."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def complaint(self) -> str:
        """Return what a bubblewrap that has ended, or is about to, wrote to its stderr."""
        return _complaint(self.process)

    def close(self) -> None:
        """Let go of one that has ended."""
        os.close(self.init)
        if self.process.stderr:
            self.process.stderr.close()


def start(
    module: str,
    door: socket.socket,
    hide: Sequence[str],
    rights: Sequence[str],
    arguments: Sequence[str] = (),
) -> Bubble:
    """Run one of our modules inside, with `door` as its only way out.

    module: gets the descriptor of `door` as its first argument, and then `arguments`
    hide: top-level packages, such as "scipy", whose files it shall not have
    rights: what it may do in the user namespace inside, as bubblewrap is told
    raises SandboxUnavailableError
    """
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise SandboxUnavailableError("bubblewrap is missing.")
    info, info_theirs = os.pipe()
    wait_theirs, go = os.pipe()
    as_root = os.geteuid() == 0
    command = [
        *(bwrap, *_isolation(), *rights, *_system(), *_environment(), *_course()),
        *(*_hidden(hide), "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", SCRATCH),
        *("--info-fd", str(info_theirs)),
        *(("--userns-block-fd", str(wait_theirs)) if as_root else ()),
        *("--", sys.executable, "-P", "-m", module, str(door.fileno()), *arguments),
    ]
    process = subprocess.Popen(
        command,
        # Our end of `info` too: if we are gone, bubblewrap must not die of telling nobody, for what
        # it has begun inside would wait for it for ever
        # (test_graders_killed_at_any_moment_leave_nothing).
        pass_fds=(door.fileno(), info, info_theirs, *((wait_theirs,) if as_root else ())),
        process_group=0,  # so that all that it has begun can be killed together
        env={},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    os.close(info_theirs)
    os.close(wait_theirs)
    init = None
    try:
        pid = _first_process(info, process)
        init = os.pidfd_open(pid)
        if as_root:
            _map_root_and_nobody(pid)
            os.write(go, b"1")
        return Bubble(process, init, pid)
    except (OSError, SandboxUnavailableError) as error:
        # With all that it has begun, which waits for it, for ever if it was killed
        # (test_bubblewrap_killed_at_its_start_is_told_and_leaves_nothing).
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if init is not None:
            os.close(init)
        said = _complaint(process)
        # So that neither a zombie nor a pipe is left. The pipe may be open elsewhere: no end is
        # waited for.
        if process.stderr:
            process.stderr.close()
        process.wait()
        raise SandboxUnavailableError(f"{error} {said}".strip()) from error
    finally:
        os.close(info)
        os.close(go)


def _complaint(process: subprocess.Popen[bytes]) -> str:
    assert process.stderr is not None
    text = b""
    while select.select([process.stderr], [], [], 1)[0] and len(text) < 4096:
        piece = os.read(process.stderr.fileno(), 4096)
        if not piece:
            break
        text += piece
    return text.decode(errors="replace").strip()


def _first_process(info: int, process: subprocess.Popen[bytes]) -> int:
    text = b""
    while select.select([info], [], [], START_S)[0]:
        piece = os.read(info, 4096)
        text += piece
        try:
            return int(json.loads(text)["child-pid"])
        except ValueError:
            if not piece:
                break
    raise SandboxUnavailableError("bubblewrap did not start.")


def _map_root_and_nobody(pid: int) -> None:
    """Give the namespace a second user for the answers: the kernel does not limit root's forks."""
    for kind in ("uid", "gid"):
        Path(f"/proc/{pid}/{kind}_map").write_text("0 0 1\n65534 65534 1\n")


def _isolation() -> Iterator[str]:
    yield from ("--unshare-all", "--unshare-user", "--uid", "0", "--gid", "0")
    yield from ("--new-session", "--clearenv", "--hostname", "sandbox")
    yield from ("--cap-drop", "ALL")
    for name, value in ENVIRONMENT.items():
        yield from ("--setenv", name, value)


def _system() -> Iterator[str]:
    yield from ("--ro-bind", "/usr", "/usr")
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        path = Path("/", name)
        if path.is_symlink():
            yield from ("--symlink", os.readlink(path), str(path))
        elif path.is_dir():
            yield from ("--ro-bind", str(path), str(path))
    yield from ("--dir", "/etc")
    for name in ("ld.so.cache", "alternatives", "localtime"):
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
    yield from ("--proc", "/proc", "--dev", "/dev", "--dir", "/dev/shm", "--dir", SCRATCH)
    # Mapped, it is memory that stays when no process shows it
    # (test_no_memory_can_be_shared_that_no_file_holds).
    yield from ("--ro-bind", "/dev/null", "/dev/zero")
    if not any(folder.is_relative_to("/tmp") for folder in environment_folders()):
        yield from ("--symlink", SCRATCH, "/tmp")  # for code that names it


def environment_folders() -> list[Path]:
    """Return where Python and its packages lie, as far as that is not in /usr."""
    python = Path(sys.executable).resolve().parent.parent
    found = {Path(sys.prefix), Path(sys.base_prefix), python}
    found |= {path.resolve() for path in found}
    found -= {path for path in found if path.is_relative_to("/usr")}
    return sorted(found - {Path("/")})  # /bin/python is no reason to show the whole machine


def _environment() -> Iterator[str]:
    for folder in environment_folders():  # sorted: a folder comes before what lies in it
        yield from _bind(folder, str(folder))


def _course() -> Iterator[str]:
    package = Path(probes.__file__).resolve().parents[1]
    yield from _bind(package, f"{COURSE}/seeing")
    if (package / ANSWER_KEYS).is_dir():  # case reads_the_answer_key
        yield from _empty(f"{COURSE}/seeing/{ANSWER_KEYS}")
    # Of ours, only what runs inside: the folders around it hold references and cases.
    for folder in (INSIDE.parents[1], INSIDE.parent):
        yield from _bind(folder / "__init__.py", f"{COURSE}/{_within_course(folder)}/__init__.py")
    yield from _bind(INSIDE, f"{COURSE}/{_within_course(INSIDE)}")


def _within_course(folder: Path) -> str:
    return folder.relative_to(INSIDE.parents[2]).as_posix()


def _bind(source: Path, target: str) -> Iterator[str]:
    """Let `source` be seen, and not written, at `target`."""
    for folder in reversed(Path(target).parents[:-1]):
        yield from ("--dir", str(folder))  # left to bubblewrap, it would be closed to nobody
    yield from ("--ro-bind", str(source), target)


def _empty(folder: str, *filled: str) -> Iterator[str]:
    """Put an empty folder over this one, but for what it is filled with."""
    yield from ("--tmpfs", folder, *filled, "--remount-ro", folder)


def _hidden(packages: Sequence[str]) -> Iterator[str]:
    """Put an empty folder over each package, with a module that says why it is empty."""
    absent = str(INSIDE / "absent.py")
    for folder in _package_folders():
        for package in packages:
            path = Path(folder, package)
            if path.is_dir():
                yield from _empty(str(path), "--ro-bind", absent, str(path / "__init__.py"))
            if path.with_suffix(".py").is_file():
                yield from ("--ro-bind", absent, str(path.with_suffix(".py")))


def _package_folders() -> list[Path]:
    """Return where packages lie that can be seen inside, also those of another Python's.

    An answer can put any folder on its path (test_a_package_is_hidden_wherever_it_lies).
    """
    ours = {*site.getsitepackages(), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    found = set(map(Path, ours))
    for root in (*environment_folders(), Path("/usr"), Path("/usr/local")):
        found.update(root.glob("lib/python3*/*-packages"))
    return sorted(found)
