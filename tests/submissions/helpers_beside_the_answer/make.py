from nbformat import v4

from tests.submissions.notebooks import above, below, code, write


def make(path, released, solved):
    above(solved, "conv2d", code("import math"), v4.new_markdown_cell("HOSTILE <b>remark</b>"))
    below(
        solved,
        "conv2d",
        v4.new_markdown_cell("HOSTILE"),
        code(""),
        code("def helper():\n    return 2"),
    )
    write(solved, path)
