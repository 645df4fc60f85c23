"""SIGKILL at any moment, to anything: every submission ends graded once, with the same grades."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import psutil
import pytest

from tests.support.operation import processes
from tests.support.operation.classes import Course, small_class
from tests.support.operation.processes import POLL_S

NUMBER = 20
ALL_ROUNDS = range(30)
TELLING = (0, 5, 8)  # each kind is the first to be killed; once there are two workers
ROUNDS = [pytest.param(n, marks=() if n in TELLING else pytest.mark.soak) for n in ALL_ROUNDS]
AT_ONCE = 2
MOST_RUNS = 4  # one for each kill, and one undisturbed
Victims = Callable[[int], list[int]]


def children(coordinator: int) -> list[int]:
    """Return the processes that students' code runs in, and those around them."""
    return [p.pid for p in processes.started_by(coordinator) if processes.is_sandboxed(p)]


def workers(coordinator: int) -> list[int]:
    """Return what else the coordinator has started: workers, and the references."""
    return [p.pid for p in processes.started_by(coordinator) if not processes.is_sandboxed(p)]


def coordinators(coordinator: int) -> list[int]:
    return [coordinator]


@dataclass(frozen=True)
class Round:
    """What came of one: the graded course, and which kinds of process were killed."""

    course: Course
    killed: list[str]


class Grading:
    """The grade command, given again until it ends well, with kills on the way."""

    def __init__(self, course: Course, *options: str) -> None:
        self.course = course
        self.arguments = course.command(*options)[3:]
        self.said = course.folder.parent / "said.txt"
        self.process = processes.command(self.arguments, self.said)
        self.runs = 1

    def kill(self, victims: Victims, graded: int, later_s: float, rng: random.Random) -> bool:
        """Kill one of the victims a moment after so many are graded; False if it came too late."""
        while self._graded() < graded and self._runs_on():
            time.sleep(POLL_S)
        time.sleep(later_s)
        while self._runs_on():
            pids = victims(self.process.pid)
            if pids and processes.kill(rng.choice(sorted(pids))):
                return True
            time.sleep(POLL_S)
        return False

    def to_the_end(self) -> None:
        while self._runs_on():
            time.sleep(POLL_S)

    def _runs_on(self) -> bool:
        """Tell whether it has not ended well; gives the same command again where it ended badly."""
        if self.process.exitcode not in (None, 0):
            assert self.runs < MOST_RUNS, self.said.read_text()
            self.process = processes.command(self.arguments, self.said)
            self.runs += 1
        return self.process.exitcode is None

    def _graded(self) -> int:
        folder = self.course.folder / "autograded"
        return len(list(folder.iterdir())) if folder.exists() else 0


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class, not graded."""
    course = Course(tmp_path_factory.mktemp("class") / "course")
    course.release()
    small_class(course, NUMBER)
    # So that each copy draws the same cases, and all that is written can be compared.
    (course.folder / "grading_secret").write_bytes(bytes(range(32)))
    return course


@pytest.fixture(scope="module")
def undisturbed(handed_in: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = handed_in.copy(tmp_path_factory.mktemp("undisturbed") / "course")
    course.grade()
    return course


@pytest.fixture(scope="module")
def known() -> Iterator[set[psutil.Process]]:
    with processes.adopting() as before:
        yield before


@pytest.fixture(scope="module")
def rounds(
    request: pytest.FixtureRequest,
    known: set[psutil.Process],
    handed_in: Course,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[int, Future[Round]]]:
    """The rounds of this run, two at a time: one alone would leave a core idle."""
    seeds = ALL_ROUNDS if request.config.getoption("soak") else TELLING
    with ThreadPoolExecutor(AT_ONCE) as pool:
        folder = tmp_path_factory.mktemp("rounds")
        courses = {seed: folder / str(seed) / "course" for seed in seeds}
        yield {seed: pool.submit(play, seed, handed_in.copy(at)) for seed, at in courses.items()}


def play(seed: int, course: Course) -> Round:
    """Grade a class, with one kill of each kind at moments drawn by lot."""
    rng = random.Random(seed)
    grading = Grading(course, *(["--workers=2"] if seed % 6 == 0 else []))
    # Some kills fall into the start; the last submissions are left out, lest a kill come too late.
    moments = sorted(max(0, rng.randrange(-8, NUMBER - 8)) for _ in range(3))
    killed = []
    for kind, graded in zip(rng.sample([children, workers, coordinators], 3), moments, strict=True):
        if grading.kill(kind, graded, rng.uniform(0, 0.3 if graded else 1.5), rng):
            killed.append(kind.__name__)
    grading.to_the_end()
    return Round(course, killed)


@pytest.mark.parametrize("seed", ROUNDS)
def test_whatever_is_killed_the_class_ends_graded_as_if_nothing_had_been(
    undisturbed: Course, rounds: dict[int, Future[Round]], seed: int
):
    played = rounds[seed].result()

    assert sorted(played.killed) == ["children", "coordinators", "workers"]
    assert played.course.grades() == undisturbed.grades()
    assert played.course.files() == undisturbed.files()
    assert played.course.verdicts() == undisturbed.verdicts()


def test_after_the_kills_no_process_is_left(
    rounds: dict[int, Future[Round]], known: set[psutil.Process]
):
    wait(rounds.values())

    assert not processes.left_over(known)


def test_after_the_kills_every_student_can_be_given_feedback(rounds: dict[int, Future[Round]]):
    course = rounds[TELLING[-1]].result().course

    course.nbgrader("generate_feedback", course.assignment)

    assert len(list(course.folder.glob("feedback/*/*/*.html"))) == NUMBER
