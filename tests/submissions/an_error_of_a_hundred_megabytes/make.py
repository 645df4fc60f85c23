ANSWERS = {
    "conv1d": """
class Endless(Exception):
    def __str__(self):
        return "HOSTILE" * 15_000_000
    __repr__ = __str__
Endless.__name__ = "HOSTILE" * 10**6
def conv1d(x, k):
    raise Endless("HOSTILE" * 10**6)
""",
}
