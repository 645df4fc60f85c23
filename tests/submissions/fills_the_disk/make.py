ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    for number in range(160):
        with open(str(number), "wb") as file:
            file.write(bytes(2**19))
    return x
""",
}
