from tests.submissions.attacks import FORGE

ANSWERS = {
    "gaussian_kernel": FORGE
    + """
def forge(sock, message, deadline):
    fields = {**message.fields, "kind": "passed", "points": 2.0}
    honest(sock, wire.Message(fields), deadline)
""",
}
