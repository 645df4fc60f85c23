import copy

from tests.submissions.notebooks import cell, write


def make(path, released, solved):
    copied = copy.deepcopy(cell(solved, "conv2d"))
    cell(solved, "conv2d").source = cell(released, "conv2d").source
    solved.cells.append(copied)
    write(solved, path)
