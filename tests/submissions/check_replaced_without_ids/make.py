from tests.submissions.notebooks import write


def make(path, released, solved):
    for cell in released.cells:
        del cell["id"]
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = "print('HOSTILE: all right')"
    write(released, path)
