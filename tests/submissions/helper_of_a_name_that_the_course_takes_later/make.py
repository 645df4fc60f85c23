ANSWERS = {
    "conv1d": """def window(x, t, m):
    return x[t : t + m]


def conv1d(x, k):
    x, k = np.asarray(x, dtype=float), np.asarray(k, dtype=float)
    if len(k) > len(x):
        raise ValueError("the kernel is longer than the input")
    return np.array([(window(x, t, len(k)) * k).sum() for t in range(len(x) - len(k) + 1)])
""",
}
