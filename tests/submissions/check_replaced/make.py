from tests.submissions.notebooks import write


def make(path, released, solved):
    for cell in released.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = "print('HOSTILE: all right')"
            cell.outputs = [{"output_type": "stream", "name": "stdout", "text": "HOSTILE 12/12"}]
    write(released, path)
