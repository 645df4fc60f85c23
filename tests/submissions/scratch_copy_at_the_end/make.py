from tests.submissions.notebooks import code, write


def make(path, released, solved):
    solved.cells.append(code("def conv2d(image, kernel):\n    return image  # what if?", "conv2d"))
    write(solved, path)
