ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    raise type("OutputError", (Exception,), {})("HOSTILE")
""",
}
