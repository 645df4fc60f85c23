"""A class graded by Dask's workers: the same grades, each once, whatever dies on the way."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import dask
import pytest
from distributed import Client, Future, LocalCluster
from distributed.security import Security

from autograder.files import ROOT
from autograder.grading.runners import dask_clusters, dask_runner, dask_window, dask_worker
from autograder.grading.runners.dask_window import PER_WORKER
from autograder.grading.runners.dask_worker import GraderPlugin
from autograder.judging import provenance
from autograder.judging.engine import Failed, Graded, Task
from autograder.judging.verdict import Status
from tests.support import small_class
from tests.support.dask_commands import scheduler, worker, worker_elsewhere
from tests.support.fates import cfates

WORKERS = 2
# The answer is right if nothing can be reached, and wrong if anything can.
CALLS_OUT = """
import socket
def reaches(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True
def conv1d(x, k):
    import numpy as np
    if len(k) > len(x):
        raise ValueError("too long")
    y = np.correlate(np.asarray(x, float), np.asarray(k, float), "valid")
    return y + sum(reaches(port) for port in {ports})
"""


@pytest.fixture(scope="module")
def runner() -> Iterator[dask_runner.DaskRunner]:
    """Two workers on this machine, for all tests that leave them as they are."""
    with dask_runner.local(WORKERS, small_class.assignment(), small_class.LIMITS) as started:
        yield started


def unreadable(number: int) -> list[Task]:
    """Return submissions that are quick to grade: they are refused."""
    return [small_class.task(f"unreadable {n}", b"{") for n in range(number)]


def as_json(answers: list[Graded | Failed]) -> dict[str, str]:
    """Return answers by key; a key that came twice, or a failure, is an error of the test."""
    assert len({answer.key for answer in answers}) == len(answers)
    assert not [answer for answer in answers if isinstance(answer, Failed)]
    return {answer.key: answer.to_json() for answer in answers}


def test_workers_find_what_one_process_finds(runner: dask_runner.DaskRunner):
    answers = list(runner.run(small_class.tasks()))

    assert as_json(answers) == small_class.by_one_process()


def test_a_class_where_no_two_are_alike_is_what_the_workers_are_compared_by():
    found = [Graded.from_json(text) for text in small_class.by_one_process().values()]

    statuses = {verdict.status for graded in found for verdict in graded.verdicts.values()}
    assert {Status.JUDGED, Status.RAISED, Status.LIMIT_HIT} <= statuses
    assert len({graded.earned for graded in found}) > 3
    assert [graded.refused for graded in found if graded.refused]


def test_no_task_is_read_before_there_is_room_for_it(runner: dask_runner.DaskRunner):
    done = 0
    ahead = []

    def stream() -> Iterator[Task]:
        for number, task in enumerate(unreadable(25)):
            ahead.append(number + 1 - done)
            yield task

    for _ in runner.run(stream()):
        done += 1

    assert done == 25
    assert max(ahead) == PER_WORKER * WORKERS


def test_a_worker_that_is_killed_costs_no_one_a_grade(runner: dask_runner.DaskRunner):
    before = runner.client.run(os.getpid)
    answers = []
    for answer in runner.run(small_class.tasks()):
        if not answers:
            os.kill(min(before.values()), signal.SIGKILL)
        answers.append(answer)

    assert as_json(answers) == small_class.by_one_process()


def test_a_worker_is_started_again_also_where_the_next_one_has_died_too():
    """Some seconds after a death Dask asks whether there is a worker; here, when there is none."""
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "1 ms"}),
        dask_runner.local(1, small_class.assignment()) as one,
    ):
        os.kill(one.client.run(os.getpid).popitem()[1], signal.SIGKILL)
        while one.client.nthreads():
            time.sleep(0.01)
        one.client.wait_for_workers(1, timeout=30)


def test_who_stops_reading_leaves_the_workers_to_the_next_run(runner: dask_runner.DaskRunner):
    for _ in runner.run(unreadable(20)):
        break

    assert len(as_json(list(runner.run(unreadable(5))))) == 5


def ports_of(client: Client) -> list[int]:
    info = client.scheduler_info(n_workers=-1)
    addresses = [info["address"], *info["workers"]]
    addresses += [worker["nanny"] for worker in info["workers"].values()]
    return [int(address.rpartition(":")[2]) for address in addresses]


def test_an_answer_has_no_way_to_the_scheduler_or_a_worker(runner: dask_runner.DaskRunner):
    with socket.create_server(("127.0.0.1", 0)) as server:
        ports = [*ports_of(runner.client), server.getsockname()[1]]
        answer = CALLS_OUT.format(ports=ports)
        task = small_class.task("calls", small_class.notebook(conv1d=answer))
        (graded,) = runner.run([task])
        server.settimeout(0)

        with pytest.raises(BlockingIOError):
            server.accept()
    verdict = graded.verdicts["conv1d"]
    assert verdict.earned == verdict.points


def test_the_same_answer_reaches_them_all_where_there_is_no_sandbox(runner: dask_runner.DaskRunner):
    ports = ports_of(runner.client)
    space: dict[str, Callable[[int], bool]] = {}
    exec(CALLS_OUT.format(ports=ports), space)

    assert len(ports) == 1 + 2 * WORKERS
    assert all(space["reaches"](port) for port in ports)


def test_nobody_else_on_the_machine_can_talk_to_the_workers(runner: dask_runner.DaskRunner):
    address = runner.client.scheduler.address

    with pytest.raises(OSError, match=r"Timed out|handshake|certificate"):
        Client(address, security=Security.temporary(), timeout=5)


def test_no_web_page_tells_of_the_workers(runner: dask_runner.DaskRunner):
    port = runner.client.scheduler_info()["services"]["dashboard"]

    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/info/main/workers.html")


@pytest.fixture(scope="module")
def fated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Graded | Failed]:
    """What one worker gives of a class in which two submissions break our own side each time."""
    fates = [cfates.DIES, cfates.FAILS, cfates.DIES_ONCE, cfates.FAILS_ONCE]
    tasks = [cfates.task(fate, f"fate {fate}") for fate in fates]
    fine = [cfates.task(cfates.FINE, f"fine {n}") for n in range(2)]
    mixed = [tasks[0], fine[0], *tasks[1:], fine[1]]  # one that is fine beside one that kills
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cfates.MARKS, str(tmp_path_factory.mktemp("marks")))
        # A new worker takes seconds, so here one death is enough for Dask to give up.
        patch.setitem(dask_clusters.SETTINGS, "distributed.scheduler.allowed-failures", 0)
        with dask_runner.local(1, cfates.assignment()) as runner:
            answers = list(runner.run(mixed))
        found = {answer.key: answer for answer in answers}
        assert len(found) == len(answers) == len(mixed)
        found |= {f"attempts {fate}": cfates.attempts(fate) for fate in fates}
    return found


def test_a_submission_that_ends_its_worker_each_time_is_reported(fated):
    assert isinstance(fated[f"fate {cfates.DIES}"], Failed)
    assert "died" in fated[f"fate {cfates.DIES}"].why


def test_the_others_are_graded_though_they_were_with_a_worker_that_died(fated):
    assert [fated[f"fine {n}"].earned for n in range(2)] == [1.0] * 2


def test_a_worker_that_dies_once_is_not_told(fated):
    assert fated[f"fate {cfates.DIES_ONCE}"].earned == 1.0


def test_a_failure_of_ours_is_tried_once_more_and_then_reported(fated):
    failed = fated[f"fate {cfates.FAILS}"]

    assert isinstance(failed, Failed)
    assert "the disk is full" in failed.why
    # A worker that another submission ended may have begun with this one before.
    *_, last = processes = fated[f"attempts {cfates.FAILS}"]
    assert processes.count(last) >= 2


def test_a_failure_of_ours_that_passes_is_not_told(fated):
    assert fated[f"fate {cfates.FAILS_ONCE}"].earned == 1.0


def without_bubblewrap(folder: Path) -> dict[str, str]:
    return os.environ | {"PATH": str(folder)}


def test_a_cluster_that_runs_already_is_used_and_left_running():
    with scheduler() as (address, _), worker(address):
        for _ in range(2):
            with dask_runner.at(address, small_class.assignment()) as runner:
                assert len(as_json(list(runner.run(unreadable(6))))) == 6


def test_a_worker_without_a_sandbox_is_named_and_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with (
        scheduler() as (address, _),
        worker(address),
        worker(address, env=without_bubblewrap(tmp_path)),
        dask_runner.at(address, small_class.assignment()) as runner,
        caplog.at_level(logging.WARNING, logger="autograder"),
    ):
        runner.client.wait_for_workers(2, timeout=60)
        answers = list(runner.run(unreadable(12)))

    assert len(as_json(answers)) == 12
    assert ["bubblewrap is missing" in said for said in caplog.messages] == [True]


def test_a_cluster_without_any_sandbox_ends_with_its_sentence(tmp_path: Path):
    with (
        scheduler() as (address, _),
        worker(address, env=without_bubblewrap(tmp_path)),
        dask_runner.at(address, small_class.assignment()) as runner,
        pytest.raises(dask_runner.ScaleError, match="bubblewrap is missing: install it"),
    ):
        list(runner.run(unreadable(6)))


def test_a_worker_with_another_engine_is_refused_by_both_versions(monkeypatch: pytest.MonkeyPatch):
    theirs = provenance.engine_version()
    with scheduler() as (address, _), worker(address):
        monkeypatch.setattr(provenance, "engine_version", lambda: "123456789abc")
        with (
            dask_runner.at(address, small_class.assignment()) as runner,
            pytest.raises(dask_runner.ScaleError, match=f"{theirs}.*123456789abc"),
        ):
            list(runner.run(unreadable(3)))


def test_a_worker_without_the_instructors_exercises_is_refused(tmp_path: Path):
    with (
        scheduler() as (address, _),
        worker_elsewhere(address, tmp_path),
        dask_runner.at(address, cfates.assignment()) as runner,
        pytest.raises(dask_runner.ScaleError, match=r"tests\.support\.fates is missing"),
    ):
        list(runner.run([cfates.task(cfates.FINE, "fine")]))


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("autograder.grading.runners.dask_clusters.CONNECT_S", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"

    with (
        pytest.raises(dask_runner.ScaleError, match=f"No Dask scheduler answers at {address}"),
        dask_runner.at(address, small_class.assignment()),
    ):
        pass


def test_a_cluster_without_workers_is_not_waited_for_without_end():
    with (
        scheduler() as (address, _),
        pytest.raises(dask_runner.ScaleError, match="No worker came within 1 s"),
        dask_runner.at(address, small_class.assignment(), wait_s=1.0),
    ):
        pass


def test_a_worker_that_leaves_for_good_ends_the_run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dask_window, "FETCH_S", 3.0)  # of a result that was lost with it
    with (
        scheduler() as (address, _),
        worker(address) as (_, process),
        dask_runner.at(address, small_class.assignment(), wait_s=3.0) as runner,
    ):
        answers = runner.run(unreadable(20))
        next(answers)
        process.kill()

        with pytest.raises(dask_runner.ScaleError, match="No worker has been there for 3 s"):
            list(answers)


def test_a_scheduler_that_dies_ends_the_run():
    with (
        scheduler() as (address, process),
        worker(address),
        dask_runner.at(address, small_class.assignment()) as runner,
    ):
        answers = runner.run(unreadable(20))
        next(answers)
        process.kill()

        with pytest.raises(dask_runner.ScaleError, match="scheduler is gone"):
            list(answers)


def test_a_scheduler_that_dies_while_an_answer_is_fetched_ends_the_run(monkeypatch):
    fetch = Future.result

    with (
        scheduler() as (address, process),
        worker(address),
        dask_runner.at(address, small_class.assignment()) as runner,
    ):

        def too_late(future: Future[object], timeout: float) -> object:
            process.kill()
            process.join()
            return fetch(future, timeout)

        monkeypatch.setattr(Future, "result", too_late)

        with pytest.raises(dask_runner.ScaleError, match="scheduler is gone"):
            list(runner.run(unreadable(20)))


@pytest.fixture
def in_this_process() -> Iterator[tuple[dask_runner.DaskRunner, GraderPlugin]]:
    """A worker whose grader can be looked at."""
    cluster = LocalCluster(n_workers=1, processes=False, dashboard_address="127.0.0.1:0")
    with cluster, Client(cluster) as client:
        runner = dask_runner.DaskRunner(lambda _: client, small_class.assignment())
        with runner:
            (one,) = cluster.workers.values()
            (plugin,) = (p for p in one.plugins.values() if isinstance(p, GraderPlugin))
            yield runner, plugin


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert is_so()


def test_a_grader_is_opened_once_and_closed_at_the_end(in_this_process):
    runner, plugin = in_this_process
    list(runner.run(unreadable(1)))
    first = plugin._grader
    list(runner.run(unreadable(3)))

    assert plugin._grader is first is not None
    runner.__exit__(None, None, None)
    assert plugin._grader is None


def test_a_grader_that_nobody_uses_any_more_is_closed(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
):
    monkeypatch.setattr(dask_worker, "IDLE_S", 0.5)
    runner, plugin = request.getfixturevalue("in_this_process")
    list(runner.run(unreadable(1)))

    wait_until(lambda: plugin._grader is None)
    assert len(as_json(list(runner.run(unreadable(2))))) == 2


def test_without_dask_one_sentence_says_what_to_install():
    program = (
        "import sys; sys.modules['distributed'] = None\n"
        "try:\n    import autograder.grading.runners.dask_runner\n"
        "except RuntimeError as error:\n    print(error)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout

    assert said.count("\n") == 1
    assert "pip install -c constraints.txt -e '.[grade]'" in said
