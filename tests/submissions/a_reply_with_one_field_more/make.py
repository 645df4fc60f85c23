from tests.submissions.attacks import FORGE

ANSWERS = {
    "gaussian_kernel": FORGE
    + """
def forge(sock, message, deadline):
    honest(sock, wire.Message({**message.fields, "passed": True}, message.arrays), deadline)
""",
}
