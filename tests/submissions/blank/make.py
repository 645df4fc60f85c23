from tests.submissions.notebooks import write


def make(path, released, solved):
    write(released, path)
