ANSWERS = {
    "conv1d": """
import threading
def conv1d(x, k):
    threading.Event().wait()
""",
}
