ANSWERS = {
    "conv1d": """
import sys
def conv1d(x, k):
    sys.setrecursionlimit(10**9)
    class Deep:
        def __getattr__(self, name):
            return getattr(self, name + "x")
    return sorted([x, k], key=lambda value: repr(nest(10**7)))
def nest(depth):
    inner = ()
    for _ in range(depth):
        inner = (inner,)
    return inner
""",
}
