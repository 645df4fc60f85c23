from tests.submissions.cases import is_answer
from tests.submissions.notebooks import code, write


def make(path, released, solved):
    solved.cells = [code(cell.source) if is_answer(cell) else cell for cell in solved.cells]
    write(solved, path)
