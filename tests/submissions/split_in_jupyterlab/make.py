from tests.submissions.notebooks import below, cell, code, write


def make(path, released, solved):
    first, second = "def helper():\n    return 2", "def conv2d(image, kernel):\n    return helper()"
    cell(solved, "conv2d").source = first
    below(solved, "conv2d", code(second, "conv2d"))
    write(solved, path)
