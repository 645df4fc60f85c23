from tests.submissions.notebooks import write


def make(path, released, solved):
    first = next(cell for cell in solved.cells if cell.cell_type == "code")
    first.source += "\ndef helper():\n    return 2"
    write(solved, path)
