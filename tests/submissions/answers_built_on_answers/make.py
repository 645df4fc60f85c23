ANSWERS = {
    "conv2d": """
import numpy as np
from math import inf
SMALLEST = -inf
def conv2d(image, kernel):
    global SMALLEST
    image, kernel = np.array(image, float), np.array(kernel, float)
    if kernel.shape[1] > image.shape[1]:
        raise ValueError("too wide")
    rows = len(image) - len(kernel) + 1
    if rows < 1:
        raise ValueError("too tall")
    SMALLEST = 0
    taps = range(len(kernel))
    return np.array([sum(conv1d(image[s + i], kernel[i]) for i in taps) for s in range(rows)])
""",
    "true_convolution2d": """
import numpy as np
HALF_TURN = 2
def true_convolution2d(image, kernel):
    return conv2d(image, np.rot90(kernel, HALF_TURN))
""",
    "conv1d_matrix": """
import numpy as np
def conv1d_matrix(k, n):
    return np.array([conv1d(unit, k) for unit in np.eye(n)]).T
""",
}
