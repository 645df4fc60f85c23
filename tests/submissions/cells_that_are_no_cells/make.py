from tests.submissions.notebooks import write


def make(path, released, solved):
    odd = [None, 3, "HOSTILE", [], {}, {"source": {}}, {"source": ["x", 1]}, {"source": None}]
    solved.cells = [*odd, *solved.cells, *odd]
    write(solved, path)
