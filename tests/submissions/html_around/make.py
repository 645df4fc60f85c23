from nbformat import v4

from tests.submissions.notebooks import below, write


def make(path, released, solved):
    script = "<script>HOSTILE()</script>"
    for cell in solved.cells:
        if cell.cell_type == "markdown":
            cell.source += script
            cell.attachments = {"a.svg": {"image/svg+xml": script}}
        else:
            cell.outputs = [{"output_type": "display_data", "data": {"text/html": script}}]
        cell.metadata |= {"tags": [script], "name": script, "alt": script}
    for maker in (v4.new_markdown_cell, v4.new_raw_cell):
        below(solved, "conv2d", maker(script))
        solved.cells.insert(0, maker(script))
    solved.metadata.title = script
    write(solved, path)
