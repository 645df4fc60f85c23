from tests.submissions.attacks import FORGE

ANSWERS = {
    "gaussian_kernel": FORGE
    + """
def forge(sock, message, deadline):
    for turn in range(message.fields["turn"], message.fields["turn"] + 1000):
        honest(sock, wire.Message({**message.fields, "turn": turn}, message.arrays), deadline)
""",
}
