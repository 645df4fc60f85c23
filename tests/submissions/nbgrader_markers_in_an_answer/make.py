from tests.submissions.notebooks import cell, write

MARKED = "### BEGIN HIDDEN TESTS\na = 1\n### END HIDDEN TESTS\n### BEGIN SOLUTION"


def make(path, released, solved):
    cell(solved, "conv2d").source = MARKED
    write(solved, path)
