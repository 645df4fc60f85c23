from tests.submissions.attacks import FORGE

ANSWERS = {
    "gaussian_kernel": FORGE
    + """
def forge(sock, message, deadline):
    fields = {**message.fields, "turn": message.fields["turn"] + 1}
    honest(sock, wire.Message(fields, message.arrays), deadline)
""",
}
