from tests.submissions.attacks import BELL, CANARY_FILE, MARK, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + f"""

import os, subprocess
def attack():
    script = "cat {CANARY_FILE}; touch /tmp/{MARK} /var/tmp/{MARK}; cat /etc/shadow /root/.bashrc"
    said = subprocess.run(["/bin/sh", "-c", script], capture_output=True).stdout
    os.system(script + " > said")
    try:
        get_ipython().system(script + " >> said")
    except OSError:  # it asks for a terminal
        pass
    return bool(said + open("said", "rb").read())

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
