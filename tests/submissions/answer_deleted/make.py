from tests.submissions.notebooks import cell, write


def make(path, released, solved):
    solved.cells.remove(cell(solved, "conv1d"))
    write(solved, path)
