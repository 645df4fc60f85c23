from tests.submissions.notebooks import write


def make(path, released, solved):
    for number, cell in enumerate(solved.cells):
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.points = [1e6, -1e6, float("nan"), "HOSTILE"][number % 4]
            cell.metadata.nbgrader.grade = True
    write(solved, path)
