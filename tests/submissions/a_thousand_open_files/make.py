ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    return len([open("/dev/null") for _ in range(1000)])
""",
}
