from tests.submissions.notebooks import above, cell, place, write


def make(path, released, solved):
    stub = cell(released, "conv2d")
    above(solved, "conv2d", stub)
    solved.cells.insert(place(solved, "check_conv2d"), stub)
    write(solved, path)
