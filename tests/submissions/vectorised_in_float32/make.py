ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    x, k = np.asarray(x, np.float32), np.asarray(k, np.float32)
    return (np.lib.stride_tricks.sliding_window_view(x, len(k)) @ k).tolist()
""",
    "conv2d": """
def conv2d(image, kernel):
    image, kernel = np.asarray(image, np.float32), np.asarray(kernel, np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("stij,ij->st", windows, kernel)
""",
    "gaussian_kernel": """
def gaussian_kernel(size, sigma):
    v, u = np.mgrid[:size, :size].astype(np.float32) - np.float32((size - 1) / 2)
    g = np.exp(-(u * u + v * v) / np.float32(2 * sigma * sigma))
    return (g / g.sum()).tolist()
""",
    "conv1d_matrix": """
def conv1d_matrix(k, n):
    return [[0] * t + list(k) + [0] * (n - len(k) - t) for t in range(n - len(k) + 1)]
""",
}
