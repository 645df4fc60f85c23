from tests.submissions.attacks import FORGE

ANSWERS = {
    "gaussian_kernel": FORGE
    + """
def forge(sock, message, deadline):
    more = {"points": np.array(2.0), "passed": np.array(True), **message.arrays}
    honest(sock, wire.Message(message.fields, more), deadline)
""",
}
