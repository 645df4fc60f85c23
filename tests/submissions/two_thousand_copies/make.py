from tests.submissions.notebooks import cell, code, write


def make(path, released, solved):
    copies = [code(f"HOSTILE = {number}", "conv2d") for number in range(2_000)]
    for number in range(0, 4_000, 2):
        copies.insert(number, cell(solved, "check_conv2d"))
    solved.cells += copies
    write(solved, path)
