ANSWERS = {
    "conv1d": """
def conv1d(x, k):
    raise type("<script>HOSTILE()</script>", (Exception,), {})("<script>HOSTILE()</script>")
""",
}
