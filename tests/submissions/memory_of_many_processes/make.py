ANSWERS = {
    "conv1d": """
import os, time
def conv1d(x, k):
    for _ in range(5):
        if os.fork() == 0:
            held = b"x" * (400 * 2**20)
            time.sleep(3)
            os._exit(0)
    for _ in range(5):
        os.wait()
    time.sleep(20)
""",
}
