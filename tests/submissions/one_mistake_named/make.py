ANSWERS = {
    "conv2d": """
from scipy.signal import convolve2d
def conv2d(image, kernel):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("too large")
    return convolve2d(image, kernel, mode="valid")
""",
}
