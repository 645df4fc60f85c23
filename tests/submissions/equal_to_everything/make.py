from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import numpy as np
class Equal:
    shape, dtype, ndim, size = (3, 3), np.dtype(float), 2, 9
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __sub__(self, other): return 0.0
    __rsub__ = __le__ = __ge__ = __lt__ = __gt__ = __req__ = __sub__
    def __array__(self, dtype=None, copy=None): return np.zeros((3, 3))
    def __array_ufunc__(self, ufunc, method, *inputs, **k): return np.True_
    def __array_function__(self, function, types, args, kwargs): return np.True_
    def __bool__(self): return True
    def __hash__(self): return 0
landed = np.allclose(Equal(), np.ones((3, 3))) and Equal() == 5
def gaussian_kernel(size, sigma):
    return Equal()
""",
    "conv1d_matrix": WITNESS,
}
