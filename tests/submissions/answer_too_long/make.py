from tests.submissions.notebooks import cell, write


def make(path, released, solved):
    cell(solved, "conv2d").source = "HOSTILE = 1\n" * 250_000
    write(solved, path)
