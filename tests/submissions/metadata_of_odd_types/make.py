from tests.submissions.notebooks import write


def make(path, released, solved):
    for number, cell in enumerate(solved.cells):
        odd = [None, [], 7, "HOSTILE", {"nbgrader": []}, {"nbgrader": {"grade_id": {"a": []}}}]
        cell.metadata = odd[number % len(odd)]
    solved.metadata = [{"kernelspec": {"name": "HOSTILE"}}]
    write(solved, path)
