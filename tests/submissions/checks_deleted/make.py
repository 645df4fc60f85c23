from tests.submissions.notebooks import write


def make(path, released, solved):
    solved.cells = [c for c in solved.cells if not c.metadata.get("nbgrader", {}).get("grade")]
    write(solved, path)
