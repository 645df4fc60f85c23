from tests.submissions.notebooks import write


def make(path, released, solved):
    solved.cells.reverse()
    write(solved, path)
