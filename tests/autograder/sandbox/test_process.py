"""Right answers come back from the sandbox, and attacks get nothing.

Every attack is small and counts its own steps, so that it does little harm where a defence fails.
"""

import errno
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from autograder.files import ROOT
from autograder.sandbox.host import bubblewrap
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError
from autograder.sandbox.host.process import Child
from autograder.sandbox.inside.limits import SCRATCH, LimitHit, Limits, StudentError
from autograder.sandbox.inside.wire import Bound, ProtocolViolation
from tests.support.asking import LAUNCHERS, TIGHT, ask, child, current, limit_hit, ways

way = ways()  # each test here holds for a process started either way


# What honest answers need.


def test_what_stands_below_a_line_that_fails_is_defined_and_the_error_is_told():
    code = "import nowhere\nfrom nothing import x\ndef f(): return 1\n1 / 0\ndef g(): return 2"
    with child(code) as started:
        assert started.call("call_function", ["f"], {})["output"] == 1
        assert started.call("call_function", ["g"], {})["output"] == 2

    assert isinstance(started.errors[0], StudentError)
    assert started.errors[0].type == "ModuleNotFoundError"


def test_what_stands_above_a_line_that_fails_is_not_defined_again():
    with child("def f(): return 1\n1 / 0\ndef f(): return 2") as started:
        assert started.call("call_function", ["f"], {})["output"] == 1


def test_no_statement_is_run_twice():
    code = "n = globals().get('n', 0) + 1\n1 / 0\nn += 10\ndef f(): return n"
    with child(code) as started:
        assert started.call("call_function", ["f"], {})["output"] == 11


def test_inputs_arrive_as_they_were_sent():
    code = """
    def f(image, kernel, scale, mode):
        assert image.dtype == "uint8" and image.flags.writeable
        assert kernel == [[1, 2], [0.5, -1]] and type(scale) is int and mode == "valid"
        return image.sum() * scale
    """
    output = ask(
        code, image=np.eye(3, dtype=np.uint8), kernel=[[1, 2], [0.5, -1]], scale=2, mode="valid"
    )

    assert output == 6


def test_nan_and_infinity_are_data():
    output = ask("import numpy as np\ndef f(): return np.array([np.nan, np.inf, 1])")

    np.testing.assert_array_equal(output, [np.nan, np.inf, 1])


def test_long_doubles_and_foreign_byte_order_come_back():
    code = "import numpy as np\ndef f(d): return np.arange(3).astype(d)"
    with child(code) as started:
        for dtype in ("longdouble", ">i4"):
            output = started.call("call_function", ["f"], {"d": dtype})["output"]

            assert output.tolist() == [0, 1, 2]


def test_a_cell_that_fails_does_not_stop_the_next():
    with child("1 / 0") as started:
        started.run("def f(:")
        started.run("print('fine'); f = lambda: 1")

        assert [error and error.type for error in started.errors] == [
            "ZeroDivisionError",
            "SyntaxError",
            None,
        ]
        assert started.call("call_function", ["f"], {})["output"] == 1


def test_an_error_comes_by_its_name_and_the_next_call_works():
    with child("def f(x):\n    return 1 / x") as started:
        with pytest.raises(StudentError, match="division by zero") as caught:
            started.call("call_function", ["f"], {"x": 0})

        assert caught.value.type == "ZeroDivisionError"
        assert started.call("call_function", ["f"], {"x": 2})["output"] == 0.5


def test_a_function_that_was_not_written_is_a_name_error():
    with child("") as started, pytest.raises(StudentError, match="'conv2d' is not defined"):
        started.call("call_function", ["conv2d"], {})


def test_random_numbers_are_the_same_each_time():
    code = """
    import random, numpy as np
    def f(): return [random.random(), np.random.rand(), hash("a") % 97]
    """

    assert ask(code).tolist() == ask(code).tolist()


def test_exit_and_interrupts_in_an_answer_are_errors():
    with child("import sys") as started:
        for cell in ("sys.exit()", "raise KeyboardInterrupt", "raise BaseException"):
            started.run(cell)

        assert [error and error.type for error in started.errors[1:]] == [
            "SystemExit",
            "KeyboardInterrupt",
            "BaseException",
        ]


def test_torch_works_within_the_usual_limits():
    code = """
    import torch
    def f(x):
        w = torch.zeros(2, requires_grad=True)
        optimizer = torch.optim.SGD([w], lr=0.1)
        (torch.tensor(x) @ w).sum().backward()
        optimizer.step()
        return w
    """

    np.testing.assert_allclose(ask(code, Limits(), x=np.ones((3, 2), np.float32)), [-0.3, -0.3])


# Resources.


def test_an_infinite_loop_is_stopped():
    with pytest.raises(LimitHit, match="more than 1 seconds of processor time") as caught:
        ask("while True: pass", Limits(cpu_s=1))

    assert caught.value.kind == "cpu"


def test_a_loop_that_ignores_every_signal_is_stopped():
    code = """
    import signal
    for number in range(1, 65):
        try: signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError): pass
    def f():
        while True:
            try:
                while True: pass
            except BaseException: pass
    """

    assert limit_hit(code, Limits(cpu_s=1)) == "cpu"


def test_sleep_is_stopped_by_the_clock_on_the_wall():
    assert limit_hit("import time\ndef f(): time.sleep(30)", Limits(wall_s=1.5)) == "wall"


def test_after_a_limit_that_ended_it_the_child_says_so_again():
    with child("import os\ndef f(): os._exit(0)") as started:
        for _ in range(2):
            with pytest.raises(LimitHit) as caught:
                started.call("call_function", ["f"], {})

            assert caught.value.kind == "ended"


@pytest.mark.parametrize("end", ["os._exit(137)", "os._exit(152)", "os._exit(255)"])
def test_what_looks_like_a_kill_is_the_answers_own_end(end: str):
    assert limit_hit(f"import os\ndef f(): {end}", Limits(cpu_s=300)) == "ended"


def test_a_process_that_we_kill_is_not_said_to_have_ended_itself():
    with child("import time\ndef f(): time.sleep(60)") as started:
        started.kill()

        with pytest.raises(SandboxUnavailableError, match="can be tried again"):
            started.call("call_function", ["f"], {})


def test_a_crash_in_compiled_code_ends_only_the_child():
    assert limit_hit("import ctypes\ndef f(): ctypes.string_at(0)") == "ended"


def test_a_fork_bomb_is_stopped():
    code = """
    import os, time
    def f():
        for _ in range(40):
            if os.fork() == 0:
                time.sleep(3)
                os._exit(0)
        return 1
    """

    assert limit_hit(code) == "processes"


def test_a_thread_bomb_is_stopped():
    code = """
    import threading, time
    def f():
        for _ in range(40):
            threading.Thread(target=time.sleep, args=(3,), daemon=True).start()
        return 1
    """

    assert limit_hit(code) == "processes"


def test_a_giant_array_is_refused_and_the_child_lives_on():
    code = "import numpy as np\ndef f(n): return np.ones(n).sum()"
    with child(code) as started:
        with pytest.raises(LimitHit, match="more than 600 MiB of memory"):
            started.call("call_function", ["f"], {"n": 10**8})

        assert started.call("call_function", ["f"], {"n": 10}) == {"output": 10}


def test_what_we_import_takes_nothing_of_the_memory_for_answers():
    assert ask("import numpy as np\ndef f(n): return np.ones(n).sum()", n=4 * 10**7) == 4 * 10**7


def test_processes_that_hold_too_much_together_are_stopped():
    code = """
    import os, time
    def f():
        for _ in range(10):
            if os.fork() == 0:
                held = b"x" * (120 * 2**20)
                time.sleep(1.5)
                os._exit(0)
        for _ in range(10):
            os.wait()
        return 1
    """

    assert limit_hit(code, Limits(memory_mib=1000)) == "memory"


def test_memory_that_processes_share_counts():
    code = """
    import mmap, os, time
    def f():
        for _ in range(6):
            if os.fork() == 0:
                held = mmap.mmap(-1, 120 * 2**20)
                for at in range(0, len(held), 4096): held[at] = 1
                time.sleep(1.5)
                os._exit(0)
        for _ in range(6):
            os.wait()
        return 1
    """

    assert limit_hit(code) == "memory"


@pytest.mark.parametrize("folder", [SCRATCH, "/dev/shm"])
def test_a_disk_fill_is_refused(folder: str):
    code = f"""
    def f():
        for number in range(8):
            with open(f"{folder}/{{number}}", "wb") as file:
                file.write(bytes(2**19))
        return 1
    """

    assert limit_hit(code) == "disk"


def test_a_file_longer_than_the_limit_is_refused():
    code = """
    import os
    def f():
        with open("sparse", "wb") as file:  # it takes no space, so the tmpfs would let it be
            os.ftruncate(file.fileno(), 3 * 2**20)
        return 1
    """

    assert limit_hit(code) == "disk"


def test_a_flood_of_empty_files_is_refused():
    code = """
    def f():
        for number in range(100):
            open(f"{number}", "w").close()
        return 1
    """

    assert limit_hit(code) == "disk"


def test_too_many_open_files_are_refused():
    assert limit_hit("def f(): return len([open('/dev/null') for _ in range(100)])") == "files"


def test_a_flood_of_prints_leads_nowhere():
    code = """
    import os, sys
    def f():
        for _ in range(200):
            print("x" * 10**5)
            sys.stderr.write("x" * 10**5)
            os.write(1, b"x" * 10**5)
        return 1
    """

    assert ask(code) == 1


def test_an_answer_far_too_large_is_a_limit_and_not_sent():
    with child("import numpy as np\ndef f(n): return np.zeros(n)") as started:
        with pytest.raises(LimitHit) as caught:
            started.call("call_function", ["f"], {"n": 1000}, Bound(array_bytes=800))

        assert caught.value.kind == "output"
        assert started.call("call_function", ["f"], {"n": 100}, Bound(array_bytes=800))


@pytest.mark.parametrize("call", ["memfd_create", "shmget", "unshare"])
def test_memory_that_no_limit_counts_cannot_be_had(call: str):
    arguments = {"memfd_create": 'b"x", 0', "shmget": "0, 4096, 0o1600", "unshare": "0x20000"}[call]
    code = f"""
    import ctypes
    def f():
        libc = ctypes.CDLL(None, use_errno=True)
        return [libc.{call}({arguments}) == -1, ctypes.get_errno()]
    """

    assert ask(code).tolist() == [1, 1]  # EPERM


# What can be seen and reached.


def test_no_user_namespace_can_be_made_by_clone():
    code = """
    import ctypes, os, platform
    def f():
        number = {"x86_64": 56, "aarch64": 220}[platform.machine()]
        pid = ctypes.CDLL(None).syscall(number, 0x10000000 | 17, 0, 0, 0, 0)  # CLONE_NEWUSER
        if pid == 0:
            os._exit(0)
        return pid
    """

    assert ask(code) == -1


def test_the_network_has_no_way_to_anything():
    code = (
        "def f(): return [line.split(':')[0].strip() == 'lo' for line in open('/proc/net/dev')][2:]"
    )

    assert ask(code).tolist() == [1]


def test_a_file_of_the_host_cannot_be_read():
    with tempfile.NamedTemporaryFile(dir=ROOT / "autograder", prefix=".canary-") as canary:
        Path(canary.name).chmod(0o644)
        paths = [canary.name, str(ROOT / "autograder/exercises/__init__.py"), "/etc/hostname"]
        code = "import os\ndef f(paths): return [os.path.exists(path) for path in paths]"

        assert all(map(os.path.exists, paths))
        assert ask(code, paths=paths).tolist() == [0, 0, 0]


def test_the_students_autograder_holds_no_exercise():
    with child("import autograder.exercises") as started:
        (error,) = started.errors

        assert isinstance(error, StudentError)
        assert error.type == "ModuleNotFoundError"


def test_nothing_outside_the_scratch_space_can_be_written():
    code = """
    import os, sys
    def f():
        written = 0
        for folder in ("/", "/usr", "/dev", "/course/seeing", "/etc", sys.prefix, "/proc/sys"):
            try:
                open(os.path.join(folder, "written-by-a-student"), "w").close()
                written += 1
            except OSError:
                pass
        open("allowed", "w").close()
        return written
    """

    assert ask(code) == 0


def test_the_environment_holds_nothing_of_ours(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRADEBOOK_PASSWORD", "secret")
    code = """
    import os
    def f():
        paths = [f"/proc/{name}/environ" for name in os.listdir("/proc") if name.isdigit()]
        seen = b"".join(open(path, "rb").read() for path in paths if os.access(path, os.R_OK))
        return ["GRADEBOOK_PASSWORD" in os.environ, b"GRADEBOOK" in seen]
    """

    assert ask(code).tolist() == [0, 0]


def test_the_network_is_out_of_reach():
    code = """
    import socket
    def f(port):
        reached = 0
        for family, address in ((socket.AF_INET, ("127.0.0.1", port)), (40, (2, port))):
            try:
                with socket.socket(family, socket.SOCK_STREAM) as line:
                    line.settimeout(1)
                    line.connect(address)
                reached += 1
            except OSError:
                pass
        return reached
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert ask(code, port=server.getsockname()[1]) == 0


def test_a_pair_of_sockets_asks_no_other_family_of_the_kernel():
    code = """
    import socket
    def f():
        told = []
        for family in (socket.AF_INET, 40):  # AF_VSOCK, which has no namespaces
            try:
                socket.socketpair(family, socket.SOCK_DGRAM)
                told.append(0)
            except OSError as error:
                told.append(error.errno)
        return told
    """

    assert ask(code).tolist() == [errno.EAFNOSUPPORT] * 2


def test_the_grader_cannot_be_seen_or_killed():
    code = """
    import os, signal
    def f(pid):
        for target in (os.getppid(), 1, pid):
            try: os.kill(target, signal.SIGKILL)
            except OSError: pass
        return sum(name.isdigit() for name in os.listdir("/proc"))
    """

    assert ask(code, pid=os.getpid()) <= 2


def test_no_rights_are_left():
    code = """
    def f():
        status = dict(line.split(":", 1) for line in open("/proc/self/status"))
        sets = [int(status[name], 16) for name in ("CapPrm", "CapEff", "CapBnd", "CapAmb")]
        return [*sets, int(status["NoNewPrivs"]), int(status["Seccomp"])]
    """

    assert ask(code).tolist() == [0, 0, 0, 0, 1, 2]


def test_only_the_door_is_open():
    code = """
    import os
    def f():
        kinds = []
        for name in os.listdir("/proc/self/fd"):
            try: kinds.append(os.readlink(f"/proc/self/fd/{name}").split(":")[0])
            except OSError: pass  # the listing itself
        return [kinds.count("/dev/null"), kinds.count("socket"), len(kinds)]
    """

    assert ask(code).tolist() == [3, 1, 4]


def test_when_the_child_is_closed_nothing_of_it_runs_on():
    code = """
    import os, time
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            time.sleep(60)
    """
    with child(code) as started:
        inside = f"/proc/{started._started.pid}"
        assert os.path.exists(inside)

    assert not os.path.exists(inside)


def test_when_the_grader_is_killed_nothing_runs_on():
    launcher = type(current[-1])
    grader = f"""
from autograder.sandbox.inside.limits import Limits
from {launcher.__module__} import {launcher.__name__}
from autograder.sandbox.host.process import Child
child = Child({launcher.__name__}(), Limits())
print(child._started.pid, flush=True)
child.run("import time; time.sleep(60)")  # so busy, it would not notice that the door is closed
"""
    command = [sys.executable, "-c", grader]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as killed:
        assert killed.stdout is not None
        inside = Path("/proc", killed.stdout.readline().decode().strip())
        assert inside.exists()
        time.sleep(0.5)  # until it sleeps
        killed.kill()
    deadline = time.monotonic() + 10
    while inside.exists() and time.monotonic() < deadline:
        time.sleep(0.02)

    assert not inside.exists()


def test_a_hidden_package_says_why_it_is_absent(way: str):
    launcher = LAUNCHERS[way](["scipy"])
    with closing(launcher), Child(launcher, TIGHT) as started:
        for cell in ("import scipy.signal", "import os, scipy", "import numpy"):
            started.run(cell)
        errors = [error and (error.type, error.message) for error in started.errors]

    assert errors[0] == errors[1]
    assert errors[0][0] == "ImportError"
    assert "scipy is not available here" in errors[0][1]
    assert errors[2] is None


def test_a_package_is_hidden_wherever_it_lies(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """As where the environment's own Python has packages too, or the system's."""
    folder = tmp_path / "lib" / "python3.11" / "site-packages"
    (folder / "rival").mkdir(parents=True)
    (folder / "rival" / "__init__.py").touch()
    (folder / "lonely.py").touch()
    (folder / "other.py").touch()
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    folders = [*bubblewrap.environment_folders(), tmp_path]
    monkeypatch.setattr(bubblewrap, "environment_folders", lambda: folders)
    with closing(LAUNCHERS[way](["rival", "lonely"])) as launcher, Child(launcher, TIGHT) as child:
        child.run(f"import sys\nsys.path.append({str(folder)!r})")
        for name in ("rival", "lonely", "other"):
            child.run(f"import {name}")
        errors = [error and error.type for error in child.errors]

    assert errors == [None, "ImportError", "ImportError", None]


# Abuse of the door itself.

DOOR = """
import json, os, socket, struct, sys, time
links = [f"/proc/self/fd/{fd}" for fd in range(1024)]
door = next(fd for fd, link in enumerate(links)
            if os.path.islink(link) and "socket" in os.readlink(link))
def say(header, body=b"", magic=b"SWK1", length=None):
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    os.write(door, struct.pack("<4sI", magic, len(raw) if length is None else length) + raw + body)
def reply(arrays, body=b"", **fields):
    say({"fields": {"kind": "arrays", "turn": 2, **fields}, "arrays": arrays}, body)
"""


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("os.write(door, b'garbage' * 100)", id="garbage"),
        pytest.param("say(b'{}', length=2**31)", id="oversized header"),
        pytest.param("reply([['output', '<f8', [2**40]]])", id="oversized array"),
        pytest.param("reply([['output', '|O', [1]]], bytes(8))", id="objects"),
        pytest.param("reply([['output', 'float64', [1]]], bytes(8))", id="unknown dtype"),
        pytest.param("reply([['output', '<f8', [-1]]], bytes(8))", id="negative shape"),
        pytest.param("reply([], turn=7)", id="another turn"),
        pytest.param("reply([], turn=2.0)", id="turn that is no whole number"),
        pytest.param("reply([], kind='done')", id="another kind"),
        pytest.param("reply([], kind=['arrays'])", id="kind that is a list"),
        pytest.param("reply([], more=1)", id="one field more"),
        pytest.param("reply([], kind='limit', limit='none')", id="a limit that there is not"),
        pytest.param("reply([], kind='error', type=1, message='')", id="type that is a number"),
        pytest.param(
            "reply([['a', '|u1', [1]]], b'0', kind='error', type='', message='')",
            id="arrays with an error",
        ),
    ],
)
def test_abuse_of_the_door_is_a_violation(words: str):
    with child(f"{DOOR}\ndef f(): {words}; time.sleep(5)") as started:
        with pytest.raises(ProtocolViolation):
            started.call("call_function", ["f"], {})
        with pytest.raises(ProtocolViolation):
            started.call("call_function", ["f"], {})

        assert not os.path.exists(f"/proc/{started._started.pid}")


def test_a_reply_ahead_of_its_question_is_a_violation():
    code = f"""{DOOR}
def f():
    if os.fork() == 0:
        time.sleep(0.3)  # after the answer to this call, before the next one
        reply([["output", "|u1", []]], b"1", turn=3)
        os._exit(0)
    return 2
"""
    with child(code) as started:
        assert started.call("call_function", ["f"], {})["output"] == 2
        time.sleep(0.8)

        with pytest.raises(ProtocolViolation, match="nobody asked for"):
            started.call("call_function", ["f"], {})


def test_a_reply_that_trickles_meets_the_wall():
    code = f"""{DOOR}
def f():
    for byte in struct.pack("<4sI", b"SWK1", 10000) + b" " * 10000:
        os.write(door, bytes([byte]))
        time.sleep(0.05)
"""

    assert limit_hit(code, Limits(wall_s=2)) == "wall"


def test_half_a_surrogate_pair_can_be_stored():
    code = "def f(): raise ValueError('\\ud800')"

    with pytest.raises(StudentError) as caught:
        ask(code)

    assert caught.value.message.encode()


def test_python_is_the_one_that_grades():
    assert ask("import sys\ndef f(): return sys.version_info[:3]").tolist() == [
        *sys.version_info[:3]
    ]


@pytest.mark.parametrize("place", ["/dev/zero", "-1"])
def test_no_memory_can_be_shared_that_no_file_holds(place: str):
    code = f"""
    import mmap, os
    def f():
        file = -1 if {place!r} == "-1" else os.open({place!r}, os.O_RDWR)
        return len(mmap.mmap(file, 4096, mmap.MAP_SHARED))
    """
    with child(code) as started, pytest.raises((StudentError, LimitHit)) as caught:
        started.call("call_function", ["f"], {})

    assert "PermissionError" in repr(caught.value) or "memory" in str(caught.value)
