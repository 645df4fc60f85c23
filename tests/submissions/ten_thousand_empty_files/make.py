ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    for number in range(10_000):
        open(str(number), "w").close()
    return x
""",
}
