from tests.submissions.notebooks import cell, write


def make(path, released, solved):
    answer = cell(solved, "conv2d")
    answer.metadata.nbgrader |= {"grade_id": "check_conv2d", "grade": True, "solution": False}
    answer.source = "print('HOSTILE')"
    write(solved, path)
