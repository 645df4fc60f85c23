ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    if len(k) > len(x):
        raise ValueError("too long")
    return np.correlate(np.asarray(x, float), np.asarray(k, float), mode="valid")
print(conv1d([1, 2, 3], [1, 1]))
conv1d([1], [1, 2])
print("not reached")
""",
    "conv1d_matrix": """
def conv1d_matrix(k, n):
    matrix = np.zeros((n - len(k) + 1, n))
    for t in range(len(matrix)):
        matrix[t, t:t + len(k)] = k
    return matrix
assert conv1d_matrix([1, 2], 3) == 5
""",
}
