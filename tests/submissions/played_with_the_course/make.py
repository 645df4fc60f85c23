from tests.submissions.notebooks import code, write


def make(path, released, solved):
    for cell in solved.cells:
        cell.source = cell.source.replace("my_guess = 100", "my_guess = 94")
    solved.cells += [code("1 / 0"), code("print(conv2d)")]
    write(solved, path)
