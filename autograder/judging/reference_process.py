"""References in a process of their own, on the GPU when there is one.

Only our own cases go in and only our own results come out; nothing of a student's ever does. So
the two ends may trust each other, and pickle carries what they say.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any, Self

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.judging.verdict import EngineError
from seeing.probes import Inputs, Outcome, observe

TIME_LIMIT_S = 120.0  # for the cases of one exercise; the first call also imports torch
# A fresh interpreter, not a fork: CUDA does not survive a fork, nor do the locks of a threaded
# parent. Not multiprocessing.Process either: Dask's workers are not allowed to have those.
START = "import sys; from autograder.judging.reference_process import serve; serve(*sys.argv[1:])"


def in_process(exercise: Exercise, cases: Sequence[Case]) -> list[Outcome]:
    """Run the reference right here: for tests, and for whoever grades a single notebook.

    raises EngineError if the reference fails
    """
    outcomes = _run(exercise.reference, [case.inputs for case in cases])
    if problem := fault(cases, outcomes):
        raise EngineError(f"{exercise.name}: {problem}")
    return outcomes


def fault(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> str:
    """Say what is wrong with a reference's outcomes, "" if nothing is.

    An error is right only in a case that says so. Any other is ours, and must cost no student.
    """
    if len(outcomes) != len(cases):
        return f"the reference gave {len(outcomes)} outcomes for {len(cases)} cases"
    for case, outcome in zip(cases, outcomes, strict=True):
        if outcome.error != case.refuses:
            came = f"raised {outcome.error}" if outcome.error else "raised nothing"
            due = case.refuses or "an output"
            return f"the reference {came} where {due} is due, with {case.about}"
        for array in outcome.arrays.values():
            if not isinstance(array, np.ndarray) or array.dtype.kind not in "biuf":
                return f"the reference gave no array of numbers, with {case.about}"
    return ""


class References:
    """The reference process: started by `start` or the first question, and again if it has died.

    >>> with References() as references:                           # doctest: +SKIP
    ...     verdict = judge(exercise, caller, seed, references)

    device: "cuda" or "cpu"; the GPU if there is one, where nothing is said. The results agree
        within the tolerance that answers have.
    """

    def __init__(self, device: str | None = None, time_limit_s: float = TIME_LIMIT_S) -> None:
        self.device = device
        self.time_limit_s = time_limit_s
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[Any, Any] | None = None
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the process, which takes seconds, so that it is ready when it is asked."""
        with self._one_at_a_time:
            if self._connection is None:
                self._connection = self._start(self.device)

    def __call__(self, exercise: Exercise, cases: Sequence[Case]) -> list[Outcome]:
        """Return what the reference makes of the cases.

        raises EngineError if it fails twice: on its device, and once more on the CPU in a fresh
        process, since a GPU that has failed once stays failed for the process that used it
        """
        problem = ""
        with self._one_at_a_time:
            for device in (self.device, "cpu"):
                try:
                    outcomes: list[Outcome] = self._ask(
                        device, exercise.reference, [c.inputs for c in cases]
                    )
                    problem = fault(cases, outcomes)
                except (OSError, EOFError, TimeoutError) as error:
                    problem = f"the reference process ended: {error or 'no answer'}"
                except (pickle.PicklingError, AttributeError, TypeError) as error:
                    problem = f"the reference cannot be named to another process: {error}"
                    break  # nothing was sent, and nothing else would come of a second time
                if not problem:
                    return outcomes
                self.close()
        raise EngineError(f"{exercise.name}: {problem}")

    def kill(self) -> None:
        """End the process, from any thread; whoever waits for it hears of it."""
        if process := self._process:
            process.kill()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None

    @property
    def running_on(self) -> str:
        """Return the device of the process, such as "cuda"; starts it where there is none."""
        with self._one_at_a_time:
            device: str = self._ask(self.device, _device_in_use, [])
        return device

    def _ask(self, device: str | None, task: Callable[..., Any], work: list[Inputs]) -> Any:
        if self._connection is None:
            self._connection = self._start(device)
        self._connection.send((task, work))
        if not self._connection.poll(self.time_limit_s):
            raise TimeoutError(f"no answer within {self.time_limit_s:g} s")
        return self._connection.recv()

    def _start(self, device: str | None) -> Connection[Any, Any]:
        ours, theirs = multiprocessing.Pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, str(theirs.fileno()), device or ""],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=True,  # Ctrl-C is for the parent, whose end then ends this
        )
        theirs.close()  # so that the end of the process is the end of the pipe
        return ours


def serve(descriptor: str, device: str) -> None:
    """Answer in the reference process until the other end is gone, however it went."""
    _settle(device)
    with Connection(int(descriptor)) as connection, contextlib.suppress(EOFError, OSError):
        while True:
            task, work = connection.recv()
            connection.send(task() if task is _device_in_use else _run(task, work))


def _settle(device: str) -> None:
    """Choose the device on which torch makes tensors, and the same sums in the same order."""
    os.environ["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8"  # cuBLAS is repeatable only with this
    import torch

    torch.set_num_threads(1)  # another number of threads adds up in another order
    # The setting itself; `use_deterministic_algorithms` imports the compiler too, a second of work.
    torch.set_deterministic_debug_mode("error")
    torch.backends.cudnn.benchmark = False
    torch.set_default_device(device or ("cuda" if torch.cuda.is_available() else "cpu"))


def _device_in_use() -> str:
    import torch

    return torch.get_default_device().type


def _run(reference: Callable[..., Any], work: Sequence[Inputs]) -> list[Outcome]:
    outcomes = []
    for inputs in work:
        outcome = observe(lambda _, given: reference(**given), (), inputs)
        arrays: Mapping[str, Any] = outcome.arrays
        outcomes.append(Outcome(arrays, outcome.error))  # an exception may not travel
    return outcomes
