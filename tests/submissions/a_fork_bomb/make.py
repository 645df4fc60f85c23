ANSWERS = {
    "conv1d": """
import os, time
def conv1d(x, k):
    for _ in range(40):
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
    return x
""",
}
