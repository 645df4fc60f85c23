from tests.submissions.notebooks import write


def make(path, released, solved):
    solved.cells[0].metadata.plot = [float("nan"), float("inf"), 1e400]
    write(solved, path)
