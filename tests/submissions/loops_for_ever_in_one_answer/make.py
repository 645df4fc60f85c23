ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    while True:
        pass
""",
}
