from tests.submissions.notebooks import write


def make(path, released, solved):
    solved.metadata.kernelspec = {
        "name": "../../HOSTILE",
        "language": "bash",
        "display_name": "HOSTILE",
    }
    solved.metadata.language_info = {"name": "bash", "file_extension": "HOSTILE"}
    write(solved, path)
