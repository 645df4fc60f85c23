from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import itertools
import numpy as np
fill = itertools.cycle([np.nan, np.inf, -np.inf, 1e308])
landed = True
def gaussian_kernel(size, sigma):
    return np.full((size, size), next(fill))
""",
    "conv1d_matrix": WITNESS,
}
