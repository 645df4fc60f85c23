ANSWERS = {
    "conv1d": """
import threading, time
def conv1d(x, k):
    for _ in range(60):
        threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
    return x
""",
}
