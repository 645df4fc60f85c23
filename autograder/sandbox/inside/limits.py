"""How much a student's process may use, and what the student is told when it was too much."""

from __future__ import annotations

from dataclasses import asdict, dataclass

# The child's own files. Not /tmp: the course or its environment may lie there on this machine.
SCRATCH = "/scratch"


@dataclass(frozen=True)
class Limits:
    """What one process of a submission and all that it starts may use, first cell to last case.

    cpu_s: processor time of one process; a slow machine does not shorten it, up to wall_s
    wall_s: time that the grader waits for it, all waits together; the backstop for sleep. As long
        again for each answer, and the submission is run no more, see `judging.run_answers`
    memory_mib: address space of one process beyond what we import, and memory of all together
    processes: processes and threads together
    scratch_mib: files in SCRATCH, and in /dev/shm as much again; also the size of one file
    files: how many files in each
    open_files: descriptors of one process
    output_mib: the arrays of one answer, where a call asks for no tighter bound
    """

    cpu_s: int = 30
    wall_s: float = 90.0
    memory_mib: int = 4096
    processes: int = 16
    scratch_mib: int = 64
    files: int = 2048
    open_files: int = 256
    output_mib: int = 16


SENTENCES = {
    "cpu": "Your code used more than {cpu_s} seconds of processor time and was stopped: "
    "look for a loop that does not end.",
    "wall": "Your code took longer than {wall_s:g} seconds and was stopped: "
    "look for a loop that does not end, or for something that waits, such as sleep or a lock.",
    "memory": "Your code asked for more than {memory_mib} MiB of memory: "
    "look for an array that is far too large, or a list that grows without end.",
    "processes": "Your code started more than {processes} processes and threads: "
    "an answer here needs none of its own.",
    "disk": "Your code wrote more than {scratch_mib} MiB, or {files} files, to disk: "
    "an answer here needs no files.",
    "files": "Your code had more than {open_files} files open at once: "
    "close each one, best by a with statement.",
    "output": "Your function returned far more numbers than the answer has: "
    "look at the shape of what it returns.",
    "ended": "Your code ended the Python process that ran it, by a call such as os._exit or by "
    "a crash: nothing after that could be graded.",
    "protocol": "Your code wrote into the line between itself and the grader, and was stopped.",
}


class LimitHit(Exception):
    """A limit was hit.

    kind: a key of SENTENCES
    sentence: one plain sentence for the student
    """

    def __init__(self, kind: str, limits: Limits) -> None:
        self.kind = kind
        self.sentence = SENTENCES[kind].format(**asdict(limits))
        super().__init__(self.sentence)


class StudentError(Exception):
    """The student's code raised, as its process says: the type's name and the message."""

    def __init__(self, type: str, message: str) -> None:
        self.type = type
        self.message = message
        super().__init__(f"{type}: {message}")
