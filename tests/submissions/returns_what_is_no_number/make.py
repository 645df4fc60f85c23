from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import itertools
import numpy as np
odd = itertools.cycle([
    "2.0", b"2.0", 1j, np.ones((3, 3), complex), [object()], np.array(["1"] * 9), {"output": 1},
    [[1], [2, 3]], np.array([None]), np.datetime64("2026-01-01"), lambda: 1, type, float("nan"),
])
landed = True
def gaussian_kernel(size, sigma):
    return next(odd)
""",
    "conv1d_matrix": WITNESS,
}
