ANSWERS = {
    "conv1d": """
import ctypes
def conv1d(x, k):
    return ctypes.string_at(1)
""",
}
