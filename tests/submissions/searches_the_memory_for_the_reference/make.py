from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import gc, sys, types
WORDS = ("gaussian_kernel", "bell cut off at the borders", "smallest sizes")
def attack():
    gc.unfreeze()
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__name__ in ("reference", "judge"):
            if (thing.__module__ or "").startswith("autograder"):
                return True
        elif isinstance(thing, type) and thing.__name__ in ("Exercise", "Case", "Verdict"):
            if thing.__module__.startswith("autograder"):
                return True
    names = [name for name in sys.modules if name.startswith(("autograder.", "nbgrader"))]
    return any(not name.startswith("autograder.sandbox") for name in names)

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
