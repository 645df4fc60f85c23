from tests.submissions.notebooks import write


def make(path, released, solved):
    for cell in solved.cells:
        cell.metadata.tags = ["remove-cell", "skip-execution", "raises-exception", "HOSTILE"]
        cell.metadata.deletable = True
        cell.metadata.setdefault("nbgrader", {}).update(remove=True, checksum="HOSTILE")
    solved.metadata.papermill = {"parameters": {"HOSTILE": 1}}
    write(solved, path)
