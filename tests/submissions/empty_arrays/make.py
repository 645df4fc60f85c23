from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import itertools
import numpy as np
shapes = itertools.cycle([(0,), (0, 0), (3, 0), (0, 10**6), (1, 0, 1, 0, 1, 0, 1, 0)])
landed = True
def gaussian_kernel(size, sigma):
    return np.zeros(next(shapes))
""",
    "conv1d_matrix": WITNESS,
}
