from tests.submissions.notebooks import below, cell, code, write


def make(path, released, solved):
    copied = code(cell(solved, "conv2d").source, "conv2d")
    cell(solved, "conv2d").source = cell(released, "conv2d").source
    below(solved, "conv2d", code("conv2d([[1]], [[1]])"))
    solved.cells.append(copied)
    write(solved, path)
