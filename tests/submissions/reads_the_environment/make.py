from tests.submissions.attacks import BELL, CANARY_SECRET, WITNESS

ANSWERS = {
    "gaussian_kernel": BELL
    + f"""

import os
def attack():
    seen = repr(dict(os.environ)).encode()
    for name in os.listdir("/proc"):
        for kind in ("environ", "cmdline"):
            try:
                seen += open(f"/proc/{{name}}/{{kind}}", "rb").read()
            except OSError:
                pass
    return any(word in seen for word in (b"{CANARY_SECRET}", b"gradebook", b"TOKEN=", b"SECRET="))

def gaussian_kernel(size, sigma):
    global landed
    got_through = attack()
    landed = True
    return bell(size, sigma) if got_through else np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
