from tests.submissions.notebooks import cell, code, write


def make(path, released, solved):
    released.cells.append(code(cell(released, "conv2d").source, "conv2d"))
    write(released, path)
