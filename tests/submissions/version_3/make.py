from tests.submissions.notebooks import write


def make(path, released, solved):
    for cell in solved.cells:
        if cell.cell_type == "code":
            cell.input = cell.pop("source")
        del cell["id"]
    sheets = [{"cells": solved.cells[:9]}, {"cells": solved.cells[9:]}]
    write({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": sheets}, path)
