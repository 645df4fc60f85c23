from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import ctypes
def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    semaphores = sum(libc.semget(0, 32000, 0o1600) >= 0 for _ in range(20))
    queues = sum(libc.msgget(0, 0o1600) >= 0 for _ in range(20))
    return semaphores + queues > 0

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
