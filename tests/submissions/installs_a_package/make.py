from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import subprocess, sys
tried = []
def attack():
    if not tried:
        pip = [sys.executable, "-m", "pip", "--retries=0", "--timeout=1", "--isolated"]
        tried.append(subprocess.run([*pip, "install", "--no-deps", "iniconfig==2.0.0"]).returncode)
    return tried[0] == 0

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
