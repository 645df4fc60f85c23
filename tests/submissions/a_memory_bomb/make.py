ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    held = [bytes(1) * (100 * 2**20) for _ in range(60)]
    return x
""",
}
