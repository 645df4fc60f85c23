ANSWERS = {
    "conv1d": """
%matplotlib inline
%load_ext autoreload
%autoreload 2
def conv1d(x, k):
    if len(k) > len(x):
        raise ValueError("too long")
    return np.correlate(np.asarray(x, float), np.asarray(k, float), mode="valid")
%timeit -n 2 -r 2 conv1d([1, 2, 3], [1, 2])
!ls
files = !pwd
conv1d?
""",
    "gaussian_kernel": """
%%time
def gaussian_kernel(size, sigma):
    u = np.arange(size) - (size - 1) / 2
    bell = np.exp(-(u[:, None] ** 2 + u**2) / (2 * sigma**2))
    return bell / bell.sum()
gaussian_kernel(5, 1)
""",
}
