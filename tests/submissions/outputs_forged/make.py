from tests.submissions.notebooks import write


def make(path, released, solved):
    for cell in released.cells:
        if cell.cell_type == "code":
            forged = {"output_type": "execute_result", "data": {"text/plain": "HOSTILE 100.0"}}
            cell.outputs = [forged]
            cell.execution_count = 1
    write(released, path)
