from tests.submissions.attacks import BELL, CANARY_PORT, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + rf"""

import ctypes, socket
def attack():
    reached = 0
    for family, address in ((socket.AF_INET, ("127.0.0.1", {CANARY_PORT})),
                            (socket.AF_INET6, ("::1", {CANARY_PORT})),
                            (40, (2, {CANARY_PORT})),
                            (socket.AF_UNIX, "\0" + "{CANARY_PORT}"),
                            (socket.AF_UNIX, "/var/run/docker.sock")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as line:
                line.settimeout(0.5)
                line.connect(address)
            reached += 1
        except (OSError, TypeError):
            pass
    return reached > 0

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
