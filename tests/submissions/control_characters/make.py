from tests.submissions.notebooks import cell, write


def make(path, released, solved):
    cell(solved, "conv2d").source = "a = 1  # \x1b[2J\x9b2J\x00"
    write(solved, path)
