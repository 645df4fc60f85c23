from tests.submissions.notebooks import below, cell, code, write


def make(path, released, solved):
    below(released, "conv2d", code(cell(solved, "conv2d").source))
    write(released, path)
