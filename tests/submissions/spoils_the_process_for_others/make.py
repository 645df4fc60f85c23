from tests.submissions.notebooks import cell, write

ANSWERS = {
    "conv1d": """
import sys
wire = sys.modules["autograder.sandbox.inside.wire"]
honest = wire.send
def send(sock, message, deadline):
    if message.fields["kind"] != "done":
        sock.sendall(b"HOSTILE")
    honest(sock, message, deadline)
wire.send = send
def conv1d(x, k):
    return x
""",
}


def make(path, released, solved):
    cell(solved, "conv1d").source = ANSWERS["conv1d"]
    cell(solved, "gaussian_kernel").source = cell(released, "gaussian_kernel").source
    write(solved, path)
