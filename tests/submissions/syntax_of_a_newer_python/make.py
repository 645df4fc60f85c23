from tests.submissions.notebooks import answered

ANSWERS = {
    # Newer than any Python, so that this stays true when the grader's is another.
    "conv1d": """def conv1d(x, k):
    unless len(k) > len(x):
        return np.correlate(x, k)
"""
}


def make(path, released, solved):
    solved.metadata.language_info = {"name": "python", "version": "3.99.1"}
    answered(solved, ANSWERS, path)
