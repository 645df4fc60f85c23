from tests.submissions.attacks import BELL, CANARY_FILE, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + f"""

import os
def attack():
    done = 0
    for act in (lambda: open("{CANARY_FILE}").close(), lambda: open("{CANARY_FILE}", "a").close(),
                lambda: os.chmod("{CANARY_FILE}", 0), lambda: os.rename("{CANARY_FILE}", "x"),
                lambda: os.link("{CANARY_FILE}", "x"), lambda: os.remove("{CANARY_FILE}"),
                lambda: os.rmdir(os.path.dirname("{CANARY_FILE}"))):
        try:
            act()
            done += 1
        except OSError:
            pass
    return done > 0

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
