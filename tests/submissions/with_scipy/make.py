ANSWERS = {
    "conv1d": """
import scipy
from scipy import signal
def conv1d(x, k):
    if len(k) > len(x):
        raise ValueError("too long")
    return signal.correlate(np.asarray(x, float), np.asarray(k, float), mode="valid")
""",
    "conv2d": """
from scipy.signal import correlate2d
def conv2d(image, kernel):
    image, kernel = np.array(image, float), np.array(kernel, float)
    if any(a > b for a, b in zip(kernel.shape, image.shape)):
        raise ValueError("too large")
    return correlate2d(image, kernel, "valid")
""",
    "true_convolution2d": """
def true_convolution2d(image, kernel):
    return convolve2d(np.array(image, float), np.array(kernel, float), mode="valid")
""",
    "gaussian_kernel": """
def gaussian_kernel(size, sigma):
    w = scipy.signal.windows.gaussian(size, sigma)
    return np.outer(w, w) / w.sum() ** 2
""",
    "conv1d_matrix": """
from scipy import sparse
def conv1d_matrix(k, n):
    m = n - len(k) + 1
    return sparse.diags(list(k), list(range(len(k))), shape=(m, n), dtype=float)
""",
}
