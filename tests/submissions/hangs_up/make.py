from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
import socket
def gaussian_kernel(size, sigma):
    socket.socket(fileno=line).shutdown(socket.SHUT_WR)
    time.sleep(60)
""",
}
