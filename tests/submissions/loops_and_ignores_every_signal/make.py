ANSWERS = {
    "conv1d": """
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
def conv1d(x, k):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
""",
}
