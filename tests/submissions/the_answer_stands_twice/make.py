ANSWERS = {
    "conv2d": [
        """
def conv2d(image, kernel):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    rows, cols = np.subtract(image.shape, kernel.shape) + 1
    if rows < 1 or cols < 1:
        raise ValueError("too large")
    taps = np.ndindex(kernel.shape)
    return sum(kernel[i, j] * image[i:i + rows, j:j + cols] for i, j in taps)
""",
        """
def conv2d(image, kernel):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    rows, cols = np.subtract(image.shape, kernel.shape) + 1
    if rows < 1 or cols < 1:
        raise ValueError("too large")
    taps = np.ndindex(kernel.shape)
    return sum(kernel[i, j] * image[i:i + rows, j:j + cols] for i, j in taps)
""",
    ],
}
