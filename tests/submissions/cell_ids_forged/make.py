from tests.submissions.notebooks import cell, code, write


def make(path, released, solved):
    extra = code("HOSTILE = 1")
    extra.id = cell(solved, "conv2d").id
    solved.cells.append(extra)
    for each in solved.cells[:-1]:
        each.id = "same"
    write(solved, path)
