from tests.submissions.notebooks import above, cell, write


def make(path, released, solved):
    check = cell(solved, "check_conv2d")
    check.metadata.nbgrader |= {"grade_id": "conv2d", "solution": True}
    check.source = "HOSTILE = 1"
    solved.cells.remove(check)
    above(solved, "conv1d", check)
    write(solved, path)
