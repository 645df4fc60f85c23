ANSWERS = {
    "conv1d": """
import numpy as np
def conv1d(x, k):
    return np.ones(2**37)
""",
}
