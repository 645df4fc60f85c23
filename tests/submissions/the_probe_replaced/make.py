from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import sys
import numpy as np
from seeing import probes
original = probes.call_function
def call_function(objects, inputs):
    if objects[0] is not gaussian_kernel:
        return original(objects, inputs)
    return {"output": np.ones((1, 1)), "passed": np.True_, "points": np.array(2.0)}
probes.call_function = call_function
def gaussian_kernel(size, sigma):
    global landed
    frame = sys._getframe()
    while frame:
        for names in (frame.f_globals, frame.f_globals.get("PROBES", {})):
            if names.get("call_function") is original:
                names["call_function"] = call_function
                landed = True
        frame = frame.f_back
    return 0
""",
    "conv1d_matrix": WITNESS,
}
