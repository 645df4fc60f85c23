from tests.submissions.notebooks import cell, write


def make(path, released, solved):
    for grade_id in ("conv1d", "conv2d"):
        cell(released, grade_id).source = cell(solved, grade_id).source
    write(released, path)
