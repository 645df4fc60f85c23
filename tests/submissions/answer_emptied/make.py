from tests.submissions.notebooks import cell, code, write


def make(path, released, solved):
    kept = code(cell(solved, "conv1d").source, "conv1d")
    cell(solved, "conv1d").source = " \n"
    solved.cells.append(kept)
    write(solved, path)
