from tests.submissions.notebooks import below, code, write

TRIAL = "import time\nuntil = time.process_time() + 1.2\nwhile time.process_time() < until: pass"


def make(path, released, solved):
    for name in ("conv1d", "conv2d", "gaussian_kernel"):
        below(solved, name, code(TRIAL))
    write(solved, path)
