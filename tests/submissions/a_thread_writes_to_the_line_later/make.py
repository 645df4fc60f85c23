from tests.submissions.attacks import BELL, LINE

ANSWERS = {
    "gaussian_kernel": BELL
    + LINE
    + """
import threading
called = threading.Event()
def write_later():
    called.wait(5)
    os.write(line, b"HOSTILE" * 100)
def gaussian_kernel(size, sigma):
    if called.is_set() or threading.active_count() > 1:
        called.set()
        time.sleep(0.5)
    else:
        threading.Thread(target=write_later, daemon=True).start()
    return bell(size, sigma)
""",
}
