from tests.submissions.notebooks import cell, code, write


def make(path, released, solved):
    solved.cells.remove(cell(solved, "conv2d"))
    for look_alike in ("\u0441onv2d", "conv2d ", "Conv2d", "conv2d\0", "../conv2d"):
        solved.cells.insert(0, code("HOSTILE = 1", look_alike))
    write(solved, path)
