from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import ctypes, fcntl, os, platform
NUMBERS = {"x86_64": (206, 253, 294, 300, 103), "aarch64": (0, 26, 26, 262, 116)}
def attack():
    call = ctypes.CDLL(None).syscall
    contexts, watch, watch_too, marks, log = NUMBERS[platform.machine()]
    taken = call(contexts, 4096, ctypes.byref(ctypes.c_ulong())) >= 0
    taken += call(watch, 0) >= 0
    taken += call(watch_too, 0) >= 0
    taken += call(marks, 0x200, 0) >= 0  # FAN_REPORT_FID: what the kernel grants to anybody
    taken += call(log, 10, None, 0) >= 0
    for place, lock in (
        (np.__file__, lambda file: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)),
        (np.__file__, lambda file: fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)),
        ("/usr", lambda file: fcntl.fcntl(file, fcntl.F_NOTIFY, fcntl.DN_ACCESS)),
    ):
        try:
            lock(os.open(place, os.O_RDONLY))
            taken += 1
        except OSError:
            pass
    return taken > 0

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
