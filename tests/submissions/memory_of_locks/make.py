from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import ctypes, fcntl, os, socket, struct
def done(step):
    try:
        return step() is not False
    except OSError:
        return False
def lock(how, place):
    fcntl.fcntl(file, how, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, place, 1, 0))
def attack():
    global file
    file = os.open("locks", os.O_RDWR | os.O_CREAT)
    ways = [fcntl.F_SETLK, fcntl.F_SETLKW, fcntl.F_OFD_SETLK, fcntl.F_OFD_SETLKW]
    locks = sum(done(lambda: lock(way, 4 * n + i)) for n in range(9) for i, way in enumerate(ways))
    rules = sum(ctypes.CDLL(None).syscall(444, struct.pack("Q", 1), 8, 0) >= 0 for _ in range(9))
    ours, theirs = socket.socketpair()
    full = done(lambda: ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**24))
    return locks + rules + full > 0

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
