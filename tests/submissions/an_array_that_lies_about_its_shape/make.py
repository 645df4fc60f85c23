from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import itertools
import numpy as np
shapes = itertools.cycle([(2,), (10**9, 10**9), "x", -1])
class Liar(np.ndarray):
    shape = property(lambda self: next(shapes))
    dtype = property(lambda self: np.dtype(float))
    nbytes = property(lambda self: 0)
    size = property(lambda self: 10**18)
    detach = cpu = numpy = lambda self: self
    __array_priority__ = 10**9
np.ascontiguousarray = np.asarray
as_it_was = np.asarray
np.asarray = lambda value, *a, **k: value if isinstance(value, Liar) else as_it_was(value, *a, **k)
landed = np.asarray(np.zeros(3).view(Liar)).nbytes == 0
def gaussian_kernel(size, sigma):
    return np.zeros((size, size)).view(Liar)
""",
    "conv1d_matrix": WITNESS,
}
