from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import ctypes, os
def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    others = {name for name in os.listdir("/proc") if name.isdigit()} - {str(os.getpid())}
    for pid in others | {str(os.getppid())}:
        for kind in ("mem", "environ", "fd/3"):
            try:
                open(f"/proc/{pid}/{kind}", "rb").close()
                return True
            except OSError:
                pass
        if pid not in ("0", str(os.getpid())) and libc.ptrace(16, int(pid), 0, 0) == 0:
            return True
    return False

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
