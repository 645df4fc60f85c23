from tests.submissions.attacks import BELL, CANARY_PORT, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + f"""

import socket
def attack():
    try:
        socket.getaddrinfo("answer-was-here.invalid", 80)
        return True
    except OSError:
        pass
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            return line.sendto(b"x", ("127.0.0.1", {CANARY_PORT})) == 1
    except OSError:
        return False

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
