from tests.submissions.attacks import BELL, CANARY_FILE, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + f"""

import os
def attack():
    places = {{"{CANARY_FILE}"}}
    for line in open("/proc/self/mountinfo"):
        for word in line.split()[3:5]:
            while word not in ("", "/"):
                places |= {{word + "/gradebook.db", word + "/autograder/judging/judge.py",
                           word + "/pyproject.toml", word + "/.git/config"}}
                word = os.path.dirname(word)
    for place in places:
        for root in ("", "/proc/1/root", "/proc/self/root/..", "/proc/1/cwd"):
            try:
                open(root + place).close()
                return True
            except OSError:
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
