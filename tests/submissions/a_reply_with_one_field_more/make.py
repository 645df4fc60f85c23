from tests.submissions.attacks import BELL

ANSWERS = {
    "gaussian_kernel": BELL
    + """

import sys
wire = sys.modules["autograder.sandbox.inside.wire"]
honest, attacks = wire.send, [0]
def send(sock, message, deadline):
    if attacks[0] and message.fields["kind"] == "arrays":
        attacks[0] = 0
        forge(sock, message, deadline)
    else:
        honest(sock, message, deadline)
wire.send = send
def gaussian_kernel(size, sigma):
    attacks[0] = 1
    return bell(size, sigma)

def forge(sock, message, deadline):
    honest(sock, wire.Message({**message.fields, "passed": True}, message.arrays), deadline)
""",
}
