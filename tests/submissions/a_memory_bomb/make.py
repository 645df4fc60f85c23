ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    held = [bytearray(100 * 2**20) for _ in range(60)]  # to fill them would take time
    return x
""",
}
