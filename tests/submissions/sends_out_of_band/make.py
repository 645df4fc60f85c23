from tests.submissions.attacks import BELL, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import socket
def sent(way):
    one, other = socket.socketpair()
    try:
        way(one)
        return other.recv(1, socket.MSG_OOB) == b"x"
    except OSError:
        return False
def attack():
    return (sent(lambda end: end.send(b"x", socket.MSG_OOB))
            or sent(lambda end: end.sendmsg([b"x"], [], socket.MSG_OOB | socket.MSG_DONTWAIT)))

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
