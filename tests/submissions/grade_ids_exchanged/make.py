from tests.submissions.notebooks import cell, write


def make(path, released, solved):
    one, two = cell(solved, "conv1d"), cell(solved, "conv2d")
    one.source, two.source = "a = 1", "b = 2"
    one.metadata, two.metadata = two.metadata, one.metadata
    write(solved, path)
