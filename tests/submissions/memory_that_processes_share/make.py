ANSWERS = {
    "conv1d": """
import mmap, os, time
def conv1d(x, k):
    for _ in range(5):
        if os.fork() == 0:
            held = mmap.mmap(-1, 400 * 2**20)
            for start in range(0, 400 * 2**20, 2**20):
                held[start : start + 2**20] = bytes(2**20)
            time.sleep(3)
            os._exit(0)
    for _ in range(5):
        os.wait()
    time.sleep(20)
""",
}
