from tests.submissions.notebooks import below, code, write


def make(path, released, solved):
    for grade_id in ("check_conv2d", "HOSTILE", "check_conv2d"):
        extra = code("HOSTILE = 1", grade_id)
        extra.metadata.nbgrader |= {"grade": True, "locked": True, "points": 100}
        below(released, "check_conv2d", extra)
    write(released, path)
