from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
import signal
def reply(number, frame):
    say({"turn": turn(), "kind": "done"})
for number in (signal.SIGUSR1, signal.SIGTERM, signal.SIGXCPU, signal.SIGALRM):
    signal.signal(number, reply)
def gaussian_kernel(size, sigma):
    signal.raise_signal(signal.SIGUSR1)
    return [[0.0]]
""",
}
