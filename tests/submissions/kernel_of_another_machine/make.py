from tests.submissions.notebooks import write


def make(path, released, solved):
    solved.metadata.kernelspec.name = "conda-env-vision-py"
    write(solved, path)
