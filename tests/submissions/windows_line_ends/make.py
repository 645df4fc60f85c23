from tests.submissions.notebooks import cell, write


def make(path, released, solved):
    cell(solved, "conv1d").source = cell(released, "conv1d").source + "  \n\n"
    for each in solved.cells:
        each.source = each.source.replace("\n", "\r\n")
    write(solved, path)
