ANSWERS = {
    "conv1d": """
import sys, warnings
warnings.warn("deprecated")
print("defining conv1d")
def conv1d(x, k):
    warnings.warn("slow")
    print("x is", x, file=sys.stderr)
    x = np.asarray(x, dtype=float)
    k = np.asarray(k, dtype=float)
    if len(k) > len(x):
        raise ValueError("kernel too long")
    y = []
    for t in range(len(x) - len(k) + 1):
        print("at", t)
        y.append(np.sum(x[t:t + len(k)] * k))
    np.divide(1, np.zeros(3))
    return y
""",
}
