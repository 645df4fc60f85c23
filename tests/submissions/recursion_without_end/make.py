ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    return conv1d(x, k)
""",
}
