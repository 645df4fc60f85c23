from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import importlib
NAMES = ("autograder.exercises", "autograder.exercises.c07_convolution_filters.gaussian_kernel",
         "autograder.judging.judge", "autograder.judging.engine",
         "autograder.judging.reference_process", "autograder.judging.provenance")
def attack():
    for name in NAMES:
        try:
            importlib.import_module(name)
            return True
        except ImportError:
            pass
    return False

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
