from tests.submissions.notebooks import code, write


def make(path, released, solved):
    text = {"output_type": "stream", "name": "stdout", "text": "x" * 2**23}
    solved.cells[-1] = code("")
    solved.cells[-1].outputs = [text]
    write(solved, path)
