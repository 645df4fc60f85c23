"""One submission is run while another is dealt with; what is begun ends when grading is stopped."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from autograder.grading.runners import thread
from autograder.grading.runners.thread import ThreadRunner
from autograder.judging.engine import Failed, Graded, Task
from autograder.sandbox.inside.limits import Limits
from tests.support.kinds import answers, notebooks

NAME = "training"
LONG = Limits(cpu_s=600, wall_s=600)  # a test that waits for it has failed
LOOPS = "print('begun')\nwhile True:\n    pass\n"


def task(key: str, answer: str) -> Task:
    exercise = notebooks.ANSWERS[NAME]
    return Task(key, notebooks.submission(NAME, answer), {exercise: "5eed" * 8})


def right(key: str) -> Task:
    return task(key, answers.training("trained"))


def test_answers_come_in_the_order_of_the_tasks():
    with ThreadRunner(notebooks.of(NAME)) as runner:
        found = list(runner.run(right(key) for key in "abcd"))

    assert [one.key for one in found] == list("abcd")
    assert all(isinstance(one, Graded) for one in found)


def test_the_next_task_is_begun_before_an_answer_is_dealt_with():
    taken = []

    def tasks() -> Iterator[Task]:
        for key in "abcd":
            taken.append(key)
            yield right(key)

    with ThreadRunner(notebooks.of(NAME)) as runner:
        ahead = [len(taken) - number for number, _ in enumerate(runner.run(tasks()), 1)]

    assert ahead == [thread.PREFETCH, thread.PREFETCH, thread.PREFETCH, 0]


def test_an_answer_that_never_ends_is_ended_when_grading_is_stopped():
    runner = ThreadRunner(notebooks.of(NAME), LONG)
    # A signal, since nothing else ends a wait; the first is in its loop by then, or about to be.
    ctrl_c = threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def stopped() -> None:
        with runner:
            ctrl_c.start()
            list(runner.run(iter([task("a", LOOPS), right("b")])))

    try:
        with pytest.raises(KeyboardInterrupt):
            stopped()
    finally:
        signal.signal(signal.SIGINT, before)
    running, waiting = runner._begun

    assert isinstance(running.result(), Failed)
    assert waiting.cancelled()
