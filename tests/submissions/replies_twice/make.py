from tests.submissions.attacks import FORGE

ANSWERS = {
    "gaussian_kernel": FORGE
    + """
def forge(sock, message, deadline):
    honest(sock, message, deadline)
    honest(sock, message, deadline)
""",
}
