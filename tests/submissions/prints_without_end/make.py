ANSWERS = {
    "conv1d": """
import os, sys
import numpy as np
def conv1d(x, k):
    for _ in range(10):
        print("HOSTILE" * 10**5)
        sys.stderr.write("HOSTILE" * 10**4)
        os.write(1, b"HOSTILE" * 10**4)
    if len(k) > len(x):
        raise ValueError("HOSTILE" * 10**5)
    return np.correlate(np.asarray(x, float), np.asarray(k, float), mode="valid")
""",
}
