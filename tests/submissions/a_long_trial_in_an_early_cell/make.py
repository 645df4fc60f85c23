from tests.submissions.notebooks import code, write

TRIAL = """x = image = kernel = k = n = 0
while True:
    pass
"""


def make(path, released, solved):
    solved.cells.insert(1, code(TRIAL))
    write(solved, path)
