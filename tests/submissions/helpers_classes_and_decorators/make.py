ANSWERS = {
    "conv1d": [
        """
class Slider:
    def __init__(self, check):
        self.check = check
    def __call__(self, x, k):
        self.check(x, k)
        return list(products(np.asarray(x, float), np.asarray(k, float)))
def products(x, k):
    for t in range(len(x) - len(k) + 1):
        yield float(np.dot(x[t:t + len(k)], k))
""",
        """
def fits(x, k):
    if len(k) > len(x):
        raise ValueError("too long")
conv1d = Slider(fits)
""",
    ],
    "conv2d": """
import functools
def as_floats(function):
    @functools.wraps(function)
    def wrapped(*arrays):
        return function(*(np.asarray(a, dtype=float) for a in arrays))
    return wrapped
@as_floats
def conv2d(image, kernel):
    (h, w), (m, n) = image.shape, kernel.shape
    if m > h or n > w:
        raise ValueError
    windows = [[image[s:s+m, t:t+n] for t in range(w-n+1)] for s in range(h-m+1)]
    return np.array([[(window * kernel).sum() for window in row] for row in windows])
""",
    "gaussian_kernel": """
from functools import lru_cache, partial
@lru_cache(maxsize=None)
def row(size, sigma):
    return np.exp(-((np.arange(size) - (size - 1) / 2) ** 2) / (2 * sigma**2))
def normalised(make, size, sigma):
    return np.outer(make(size, sigma), make(size, sigma)) / make(size, sigma).sum() ** 2
gaussian_kernel = partial(normalised, row)
""",
    "conv1d_matrix": """
conv1d_matrix = lambda k, n: np.array(
    [np.r_[np.zeros(t), k, np.zeros(n - len(k) - t)] for t in range(n - len(k) + 1)]
)
""",
}
