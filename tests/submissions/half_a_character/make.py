from tests.submissions.notebooks import cell, write


def make(path, released, solved):
    cell(solved, "conv2d").source = "a = 1  # \ud83d"
    write(solved, path)
