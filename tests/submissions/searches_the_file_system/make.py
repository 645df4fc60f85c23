from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import os, sys
WANTED = {"gradebook.db", "verdicts.db", ".git", "submitted", "autograded",
          "c07_convolution_filters", "gaussian_kernel.py", "judge.py", "07_convolution_filters.md"}
LARGE = ("/proc", "/sys", "/usr", os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix))
def attack():
    for folder, folders, files in os.walk("/"):
        if WANTED & {*folders, *files}:
            return True
        folders[:] = [f for f in folders if not os.path.join(folder, f).startswith(LARGE)]
    return False

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
