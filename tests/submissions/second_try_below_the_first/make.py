from tests.submissions.notebooks import below, cell, code, write


def make(path, released, solved):
    right = code(cell(solved, "conv1d").source, "conv1d")
    cell(solved, "conv1d").source = "def conv1d(x, k):\n    return x"
    below(solved, "conv1d", right)
    write(solved, path)
