from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import numpy as np
class Right(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **k): return np.True_
    def __array_function__(self, function, types, args, kwargs): return np.True_
    def __eq__(self, other): return np.True_
    def all(self, *a, **k): return True
landed = bool(np.allclose(np.zeros((2, 2)).view(Right), 7))
def gaussian_kernel(size, sigma):
    return np.zeros((size, size)).view(Right)
""",
    "conv1d_matrix": WITNESS,
}
