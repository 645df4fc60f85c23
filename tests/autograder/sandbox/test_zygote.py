"""What forking from one zygote must not bring with it: siblings, leftovers, a way to the zygote."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest

from autograder.sandbox.host import bubblewrap, memory, processes
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError
from autograder.sandbox.host.launch import Cold
from autograder.sandbox.host.process import Child
from autograder.sandbox.host.zygote_client import ZygoteClient, ZygoteGoneError
from autograder.sandbox.inside.limits import LimitHit, Limits, StudentError
from tests.support.asking import MODULES, TIGHT, ask, child, current, limit_hit, ways

way = ways("zygote")


def call(started: Child, **inputs: object) -> np.ndarray:
    return started.call("call_function", ["f"], inputs)["output"]


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not Path(f"/proc/{pid}").exists()


# Siblings.


def test_a_child_sees_itself_and_nobody_else():
    code = """
    import os
    def f(): return [os.getppid(), *(int(name) for name in os.listdir("/proc") if name.isdigit())]
    """
    with child(code) as first, child(code) as second:
        assert call(first).tolist() == call(second).tolist() == [0, 1]


@pytest.mark.parametrize("blow", ["os.kill(0, 9)", "os.killpg(0, 9)", "os.kill(-1, 9)"])
def test_a_child_that_kills_whom_it_can_kills_no_sibling(blow: str):
    with child("def f(): return 1") as sibling:
        killer = child(f"import os\ndef f(): {blow}; return 1")
        with killer as started, contextlib.suppress(StudentError, LimitHit):
            call(started)
        assert call(sibling) == 1

    assert ask("def f(): return 1") == 1  # and the zygote lives


def test_a_child_that_kills_every_number_kills_no_sibling():
    code = """
    import os
    def f():
        for pid in range(2, 400):
            try: os.kill(pid, 9)
            except ProcessLookupError: pass
        return 1
    """
    with child("def f(): return 1") as sibling, child(code) as killer:
        assert call(killer) == 1
        assert call(sibling) == 1


def test_each_child_has_all_its_processes():
    code = """
    import os, time
    def f():
        for _ in range(8):
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
        return 1
    """
    with child(code) as first, child(code) as second:
        assert call(first) == call(second) == 1


def test_siblings_have_no_common_address_to_talk_by():
    open_one = """
    import socket
    line = socket.socket(socket.AF_UNIX)
    line.bind("\\0meet-me")
    line.listen()
    """
    reach_it = """
    import socket
    def f():
        try: socket.socket(socket.AF_UNIX).connect("\\0meet-me")
        except ConnectionRefusedError: return 0
        return 1
    """
    with child(open_one) as first, child(reach_it) as second:
        assert first.errors == [None]
        assert call(second) == 0


def test_siblings_have_no_common_terminal():
    code = """
    import os
    def f():
        try: os.open("/dev/ptmx", os.O_RDWR)
        except OSError: pass
        return len(os.listdir("/dev/pts"))
    """
    with child(code) as first, child(code) as second:
        assert [int(call(first)), int(call(second))] == [0, 0]


# What one leaves behind.

LEAVE_AND_LOOK = {
    "file": ("open('/scratch/left', 'w')", "os.path.exists('/scratch/left')"),
    "shared file": ("open('/dev/shm/left', 'w')", "os.path.exists('/dev/shm/left')"),
    "folder below": ("os.mkdir('left')", "os.listdir('/scratch') != os.listdir('.')"),
    "message queue": ("libc.msgget(77, 0o1666)", "libc.msgget(77, 0o666) != -1"),
    "semaphore": ("libc.semget(77, 1, 0o1666)", "libc.semget(77, 1, 0o666) != -1"),
    "module": ("np.pi = 3", "np.pi == 3"),
    "path": ("sys.path.insert(0, '/scratch')", "'/scratch' in sys.path"),
    "environment": ("os.environ['LEFT'] = '1'", "'LEFT' in os.environ"),
}


@pytest.mark.parametrize("kind", LEAVE_AND_LOOK)
@pytest.mark.parametrize("together", [True, False])
def test_nothing_is_left_for_another(kind: str, together: bool):
    leave, look = LEAVE_AND_LOOK[kind]
    imports = "import ctypes, os, sys, numpy as np; libc = ctypes.CDLL(None)\n"
    with child(imports + leave) as first:
        assert first.errors == [None]
        if not together:
            first.close()

        assert ask(f"{imports}def f(): return {look}") == 0


# The end of one.

DAEMONS = """
import os, time
def f(end):
    for _ in range(2):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(60)
            os._exit(0)
    time.sleep(0.3)
    if end: os._exit(0)
    return 1
"""


def test_daemons_end_with_their_child():
    with child(DAEMONS) as started:
        assert call(started, end=False) == 1
        everyone = list(processes.family(started._started.pid))

        assert len(everyone) > 2
    assert all(gone(pid) for pid in everyone)


def test_daemons_do_not_hold_the_namespace_of_a_child_that_has_ended():
    with child(DAEMONS) as started, pytest.raises(LimitHit) as caught:
        call(started, end=True)

    assert caught.value.kind == "ended"
    assert gone(started._started.pid)


def test_an_answer_cannot_feign_a_kill():
    assert ask("import os\ndef f(): os.kill(os.getpid(), 9); return 1") == 1


def test_an_answer_cannot_set_a_limit_that_would_kill_it():
    code = """
    import resource
    def f():
        before = resource.getrlimit(resource.RLIMIT_CPU)
        try: resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
        except ValueError: pass
        return before == resource.getrlimit(resource.RLIMIT_CPU)
    """

    assert ask(code) == 1


def test_a_child_killed_from_outside_is_our_failure():
    with child("def f(): return 1") as started:
        os.kill(started._started.pid, signal.SIGKILL)

        assert gone(started._started.pid)
        with pytest.raises(SandboxUnavailableError, match="can be tried again"):
            call(started)


def test_processor_time_is_each_childs_own():
    for _ in range(3):  # together more than the limit
        assert ask("import time\ndef f():\n while time.process_time() < 1: pass\n return 1") == 1


# Memory.


def test_what_the_zygote_holds_does_not_count_for_the_child():
    code = "import time\ndef f(): time.sleep(0.6); return 1"
    with child(code, Limits(memory_mib=200)) as started:
        assert memory._at_most(started._started.pid) > 200 * memory.MIB
        assert call(started) == 1


def test_what_a_child_changes_of_it_counts():
    code = "def f(): held = bytearray(b'x') * (180 * 2**20); import time; time.sleep(1)"

    assert limit_hit(code, Limits(memory_mib=200)) == "memory"


# The zygote.


def test_without_a_zygote_the_next_child_gets_a_fresh_one():
    with closing(ZygoteClient()) as zygotes:
        Child(zygotes, TIGHT).close()
        os.kill(zygotes._zygote._bubble.pid, signal.SIGKILL)

        with Child(zygotes, TIGHT) as started:
            started.run("f = lambda: 1")
            assert call(started) == 1


def test_a_child_whose_zygote_is_killed_is_our_failure():
    with closing(ZygoteClient()) as zygotes, Child(zygotes, TIGHT) as started:
        started.run("def f(): return 1")
        os.kill(zygotes._zygote._bubble.pid, signal.SIGKILL)

        assert gone(started._started.pid)
        with pytest.raises(ZygoteGoneError, match="can be tried again"):
            call(started)


def test_the_zygote_ends_when_the_grader_closes_its_end():
    with closing(ZygoteClient()) as zygotes, Child(zygotes, TIGHT) as started:
        zygotes._zygote._control.shutdown(socket.SHUT_RDWR)

        assert gone(zygotes._zygote._bubble.pid)
        assert gone(started._started.pid)


def test_a_hidden_package_is_not_in_the_zygote_either():
    code = """
    import sys
    def f(): return ["torch" in sys.modules, "libtorch" in open("/proc/self/maps").read()]
    """
    with closing(ZygoteClient(["torch"], MODULES)) as zygotes, Child(zygotes, TIGHT) as started:
        started.run(code)
        started.run("import torch")

        assert call(started).tolist() == [0, 0]
        assert started.errors[1].type == "ImportError"


def test_torch_and_its_optimizers_are_imported_already():
    code = (
        "import sys\ndef f(): return [n in sys.modules for n in ('torch.optim', 'torch._dynamo')]"
    )

    assert ask(code).tolist() == [1, 1]


def test_random_numbers_are_the_same_either_way_to_start():
    code = "import random, numpy as np, torch\ndef f(): return [*np.random.rand(2), *torch.rand(2)]"
    drawn = []
    for launcher in (Cold(), current[-1]):
        for seed in (1, 1, 2):
            with Child(launcher, Limits(), seed) as started:
                started.run(code)
                drawn.append(call(started).tolist())

    assert drawn[0] == drawn[1] == drawn[3] == drawn[4]
    assert drawn[2] == drawn[5] != drawn[0]


def test_a_zygote_with_a_second_thread_is_not_forked_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "sitecustomize.py").write_text(
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"
    )
    popen = bubblewrap.subprocess.Popen

    def with_a_thread(command: list[str], **options: object) -> object:
        at = command.index("--remount-ro")
        more = ["--ro-bind", str(tmp_path), "/more", "--setenv", "PYTHONPATH", "/more:/course"]
        return popen([*command[:at], *more, *command[at:]], **options)

    monkeypatch.setattr(bubblewrap.subprocess, "Popen", with_a_thread)

    with (
        pytest.raises(SandboxUnavailableError, match="more than one thread"),
        closing(ZygoteClient()) as zygotes,
    ):
        Child(zygotes, TIGHT)


@pytest.mark.parametrize(
    ("held", "found"), [("None", "no reason"), ("mmap.mmap(-1, 4096)", "would share")]
)
def test_memory_that_children_would_share_is_a_reason_not_to_fork(held: str, found: str):
    script = f"""
import mmap
from autograder.sandbox.inside import zygote
held = {held}
print(zygote.unfit_to_fork() or "no reason")
"""
    environment = {**os.environ, **bubblewrap.ENVIRONMENT, "PYTHONPATH": os.getcwd()}

    said = subprocess.check_output([sys.executable, "-c", script], text=True, env=environment)

    assert found in said


def test_bubblewrap_killed_at_its_start_is_told_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, inside = bubblewrap._first_process, []

    def killed(info: int, process: subprocess.Popen[bytes]) -> int:
        inside.append(first(info, process))
        process.kill()  # what it has begun waits for it, with its stderr open
        process.wait()
        return inside[0]

    def refused(*_: object) -> None:
        raise OSError("no such process")

    monkeypatch.setattr(bubblewrap, "_first_process", killed)
    monkeypatch.setattr(bubblewrap, "Bubble", refused)
    ours, door = socket.socketpair()

    with ours, door, pytest.raises(SandboxUnavailableError, match="no such process"):
        ZygoteClient().start(door)

    assert gone(inside[0])


def test_bubblewrap_killed_before_it_has_told_what_it_began_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[int] = []

    def killed(info: int, process: subprocess.Popen[bytes]) -> int:
        while not begun:
            begun.extend(child.pid for child in psutil.Process(process.pid).children())
        process.kill()
        process.wait()
        raise SandboxUnavailableError("bubblewrap did not start.")

    monkeypatch.setattr(bubblewrap, "_first_process", killed)
    ours, door = socket.socketpair()

    with ours, door, pytest.raises(SandboxUnavailableError, match="did not start"):
        ZygoteClient().start(door)

    assert all(gone(pid) for pid in begun)


KILLED_AT_ANY_MOMENT = """
import ctypes, os, random, signal, socket, time
from contextlib import suppress
import psutil
from autograder.sandbox.host import bubblewrap

def alive():
    found = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it has ended since it was listed
            if process.status() != "zombie":
                found.append(process)
    return found

BECOME_REAPER = 36
ctypes.CDLL(None).prctl(BECOME_REAPER, 1, 0, 0, 0)
rng = random.Random(0)
for _ in range(60):
    grader = os.fork()
    if grader == 0:
        bubblewrap.start("autograder.sandbox.inside.zygote", socket.socketpair()[0], (), ())
        time.sleep(60)
    time.sleep(rng.uniform(0, 0.02))
    os.kill(grader, signal.SIGKILL)
until = time.monotonic() + 20
while (left := alive()) and time.monotonic() < until:
    time.sleep(0.05)
for process in left:
    process.kill()
print(len(left))
"""


def test_graders_killed_at_any_moment_leave_nothing() -> None:
    """Without an end of the pipe of its own, bubblewrap dies of telling nobody what it began."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT_ANY_MOMENT], capture_output=True, text=True
    )

    assert done.stdout.strip() == "0", done.stderr


KILLED_WHILE_IT_STARTS = """
import os, signal, socket
from autograder.sandbox.host import bubblewrap
from autograder.sandbox.host.zygote_client import ZygoteClient

first = bubblewrap._first_process

def killed(info, process):
    print(first(info, process), process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

bubblewrap._first_process = killed
ZygoteClient().start(socket.socketpair()[0])
"""


def test_a_grader_killed_while_bubblewrap_starts_leaves_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_IT_STARTS], capture_output=True, text=True
    )

    assert done.returncode == -signal.SIGKILL
    assert all(gone(int(pid)) for pid in done.stdout.split())
    assert len(done.stdout.split()) == 2
