"""Grading runs only where the sandbox has proved itself, and else says what to do."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from autograder.commands.cli import main
from autograder.sandbox.host import bubblewrap, escapes, process, selftest
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError
from autograder.sandbox.host.launch import Cold
from autograder.sandbox.host.sandbox import Sandbox


@pytest.mark.parametrize("cold", [True, False])
def test_a_sandbox_that_holds_runs_answers(cold: bool):
    with Sandbox(cold=cold) as sandbox, sandbox.run(["a = 2", "def f(x): return a * x"]) as child:
        assert child.call("call_function", ["f"], {"x": 3})["output"] == 6


@pytest.mark.parametrize("cold", [True, False])
def test_answers_do_not_see_each_other(cold: bool):
    look = "import os\ndef f(): return os.path.exists('left')"
    with (
        Sandbox(cold=cold) as sandbox,
        sandbox.run(["open('left', 'w').close()"]) as first,
        sandbox.run([look]) as second,
    ):
        assert first.errors == [None]
        assert not second.call("call_function", ["f"], {})["output"]


def test_nothing_runs_before_the_proof():
    with pytest.raises(RuntimeError, match="with statement"):
        Sandbox().run(["a = 2"])


@pytest.mark.parametrize("name", escapes.WAYS)
def test_each_way_out_is_open_where_there_is_no_sandbox(name: str):
    with selftest.facts() as facts:
        assert escapes.WAYS[name](facts)


def test_the_self_test_leaves_nothing_behind(tmp_path: Path):
    with selftest.facts() as facts:
        escapes.writes_a_file({**facts, "folders": [str(tmp_path)]})

    assert list(tmp_path.iterdir()) == []


LAST = "--remount-ro /dev "
HOLES = {
    "writing outside": (LAST, "--dir /var --bind /var/tmp /var/tmp " + LAST),
    "reading a file": (LAST, f"--ro-bind /etc/passwd /etc/passwd {LAST}"),
    "seeing the grader's process": ("--proc /proc", "--bind /proc /proc"),
}


# A zygote's child lays its own /proc over what is there.
@pytest.mark.parametrize(
    ("cold", "name"), [*((True, name) for name in HOLES), *((False, name) for name in [*HOLES][:2])]
)
def test_a_sandbox_with_a_hole_is_refused(cold: bool, name: str, monkeypatch: pytest.MonkeyPatch):
    old, new = HOLES[name]
    started = bubblewrap.subprocess.Popen

    def with_a_hole(command: list[str], **options: object) -> object:
        line = " ".join(command)
        assert old in line
        return started(line.replace(old, new).split(" "), **options)

    monkeypatch.setattr(bubblewrap.subprocess, "Popen", with_a_hole)

    with pytest.raises(SandboxUnavailableError, match=name), Sandbox(cold=cold):
        pass


def test_without_bubblewrap_the_doctor_names_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PATH", "/nowhere")

    assert main(["doctor"]) == 1
    assert "apt-get install bubblewrap" in capsys.readouterr().out


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_than_on_linux_it_is_said_where_grading_runs(system: str):
    assert "needs Linux" in selftest.missing(system)


def test_a_processor_without_a_filter_is_named():
    assert "riscv64" in selftest.missing("linux", "riscv64")


def test_refused_namespaces_are_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    refusing = tmp_path / "bwrap"
    refusing.write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2\nexit 1"
    )
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "No permissions to create a new namespace" in said
    assert "container" in said or "ask the administrator" in said


def test_a_setting_that_refuses_namespaces_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    setting = tmp_path / "max_user_namespaces"
    setting.write_text("0\n")
    monkeypatch.setattr(selftest, "REFUSALS", ((str(setting), "0", "ask for more"),))

    assert selftest.refusal() == "ask for more"


def test_a_python_that_cannot_start_inside_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(SandboxUnavailableError, match="/nowhere/python"):
        selftest.prove(Cold())


def test_a_self_test_that_goes_wrong_is_a_refusal(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process.Child, "run", lambda *_: None)  # so that try_all is not there

    with pytest.raises(SandboxUnavailableError, match="went wrong"):
        selftest.prove(Cold())


def test_the_doctor_names_packages_that_only_grading_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    there = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "rich" else there(name)
    )

    assert main(["doctor"]) == 1
    assert "rich not installed: make .venv/grade" in capsys.readouterr().out


@pytest.mark.parametrize(("missing", "status"), [("rich", 1), ("autograder.lost", None)])
def test_a_package_that_is_missing_is_told_with_how_to_get_it(
    missing: str,
    status: int | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    def fail() -> None:
        raise ModuleNotFoundError(name=missing)

    monkeypatch.setattr("autograder.commands.doctor.doctor", fail)
    if status is None:  # a mistake of ours, to be seen as such
        with pytest.raises(ModuleNotFoundError):
            main(["doctor"])
    else:
        assert main(["doctor"]) == status
        assert "rich is not installed" in capsys.readouterr().err


def test_the_doctor_finds_a_machine_that_can_grade(capsys: pytest.CaptureFixture[str]):
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert f"{len(escapes.WAYS)} ways out tried, all shut" in said
    assert "(zygote start)" in said
    assert "Grading can run here." in said


@pytest.fixture
def no_nesting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the kernel refuse namespaces inside of bubblewrap's, as AppArmor may."""
    started = bubblewrap.subprocess.Popen
    refuse = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"'

    def refusing(command: list[str], **options: object) -> object:
        if "--" not in command:  # the doctor asks for the version
            return started(command, **options)
        at = command.index("--")
        wrapped = ["--cap-add", "CAP_SYS_RESOURCE", "--", "/bin/sh", "-c", refuse, "sh"]
        return started([*command[:at], *wrapped, *command[at + 1 :]], **options)

    monkeypatch.setattr(bubblewrap.subprocess, "Popen", refusing)


@pytest.mark.usefixtures("no_nesting")
def test_where_nested_namespaces_are_refused_grading_works_cold_and_says_so():
    with Sandbox() as sandbox, sandbox.run(["def f(x): return 2 * x"]) as child:
        assert child.call("call_function", ["f"], {"x": 3})["output"] == 6
        assert sandbox.start == "cold"
        assert "no namespaces of its own: [Errno 28] new namespaces: " in sandbox.why_cold


@pytest.mark.usefixtures("no_nesting")
def test_the_doctor_says_why_a_start_is_cold(capsys: pytest.CaptureFixture[str]):
    assert main(["doctor"]) == 0
    assert "(cold start). Each submission takes longer" in capsys.readouterr().out


def test_a_sandbox_that_starts_by_a_zygote_has_no_excuse():
    with Sandbox() as sandbox:
        assert (sandbox.start, sandbox.why_cold) == ("zygote", "")


def test_the_zygote_ends_with_the_sandbox():
    with Sandbox() as sandbox:
        inside = Path(f"/proc/{sandbox._launcher._zygote._bubble.pid}")

        assert inside.exists()
    assert not inside.exists()
