"""Ctrl-C waits for the end of what must not be cut, and is never lost."""

import signal
import threading
from collections.abc import Callable

import pytest

from autograder.grading.nbgrader_bridge.interrupts import Interrupts


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_what_is_deferred_is_done_to_its_end_before_ctrl_c_is_raised():
    assert done_in(lambda interrupts, say: (press(), say("the rest"))) == ["the rest"]


def test_the_second_ctrl_c_is_not_deferred():
    assert done_in(lambda interrupts, say: (press(), press(), say("the rest"))) == []


def test_an_error_inside_is_not_hidden_by_ctrl_c():
    def work(interrupts: Interrupts, say: Callable[[str], None]) -> None:
        press()
        raise ValueError("why")

    with pytest.raises(ValueError, match="why"):
        done_in(work)


def test_afterwards_ctrl_c_is_what_it_was():
    before = signal.getsignal(signal.SIGINT)
    with Interrupts():
        assert signal.getsignal(signal.SIGINT) != before

    assert signal.getsignal(signal.SIGINT) == before


def test_a_thread_that_may_not_listen_works_all_the_same():
    done = []

    def work() -> None:
        with Interrupts() as interrupts, interrupts.deferred():
            done.append("work")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert done == ["work"]


def done_in(work: Callable[[Interrupts, Callable[[str], None]], object]) -> list[str]:
    """Do some work that is held and interrupted; return what it said that it has done."""
    done: list[str] = []

    def hold(interrupts: Interrupts) -> None:
        with interrupts.deferred():
            work(interrupts, done.append)

    with Interrupts() as interrupts, pytest.raises(KeyboardInterrupt):
        hold(interrupts)
    return done
