from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import sys, threading
found = []
def trace(frame, event, argument):
    for name in ("expected", "wanted", "reference", "cases", "solution"):
        if name in frame.f_locals:
            found.append(frame.f_locals[name])
    return trace
sys.settrace(trace)
threading.settrace(trace)
landed = False
def gaussian_kernel(size, sigma):
    global landed
    frame = sys._getframe()
    while frame:
        trace(frame, "call", None)
        frame.f_trace = trace
        frame = frame.f_back
    landed = True
    return found.pop() if found else [[0]]
""",
    "conv1d_matrix": WITNESS,
}
