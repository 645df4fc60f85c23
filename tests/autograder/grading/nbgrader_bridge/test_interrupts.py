"""Ctrl-C waits for the end of what must not be cut, and is never lost."""

import signal
import threading
from collections.abc import Callable

import pytest

from autograder.ctrl_c import CtrlC


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_what_is_held_is_done_to_its_end_before_ctrl_c_is_let_through():
    assert done_in(lambda ctrl_c, say: (press(), say("the rest"))) == ["the rest"]


def test_a_wait_inside_is_ended_at_once():
    def work(ctrl_c: CtrlC, say: Callable[[str], None]) -> None:
        with ctrl_c.heard():
            press()
            say("the rest of the wait")
        say("the rest")

    assert done_in(work) == []


def test_a_wait_does_not_begin_after_ctrl_c():
    def work(ctrl_c: CtrlC, say: Callable[[str], None]) -> None:
        press()
        with ctrl_c.heard():
            say("the wait")

    assert done_in(work) == []


def test_after_a_wait_it_is_held_again():
    def work(ctrl_c: CtrlC, say: Callable[[str], None]) -> None:
        with ctrl_c.heard():
            say("the wait")
        press()
        say("the rest")

    assert done_in(work) == ["the wait", "the rest"]


def test_the_second_ctrl_c_is_not_held():
    assert done_in(lambda ctrl_c, say: (press(), press(), say("the rest"))) == []


def test_an_error_inside_is_not_hidden_by_ctrl_c():
    def work(ctrl_c: CtrlC, say: Callable[[str], None]) -> None:
        press()
        raise ValueError("why")

    with pytest.raises(ValueError, match="why"):
        done_in(work)


def test_afterwards_ctrl_c_is_what_it_was():
    before = signal.getsignal(signal.SIGINT)
    with CtrlC():
        assert signal.getsignal(signal.SIGINT) != before

    assert signal.getsignal(signal.SIGINT) == before


def test_a_thread_that_may_not_listen_works_all_the_same():
    done = []

    def work() -> None:
        with CtrlC() as ctrl_c, ctrl_c.held():
            done.append("work")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert done == ["work"]


def done_in(work: Callable[[CtrlC, Callable[[str], None]], object]) -> list[str]:
    """Do some work that is held and interrupted; return what it said that it has done."""
    done: list[str] = []

    def hold(ctrl_c: CtrlC) -> None:
        with ctrl_c.held():
            work(ctrl_c, done.append)

    with CtrlC() as ctrl_c, pytest.raises(KeyboardInterrupt):
        hold(ctrl_c)
    return done
