ANSWERS = {
    "conv1d": """
import numpy as np
def conv1d(x, k):
    return np.correlate(x, k, mode="valid")
while True:
    pass
""",
}
