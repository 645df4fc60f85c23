ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    return [sum(a * b for a, b in zip(x[t:], k)) for t in range(max(0, len(x) - len(k) + 1))]
""",
}
