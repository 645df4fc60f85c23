from tests.submissions.attacks import LINE

ANSWERS = {
    "gaussian_kernel": LINE
    + """
import pickle
class Command:
    def __reduce__(self):
        return os.system, ("touch left-by-an-answer /tmp/left-by-an-answer",)
def gaussian_kernel(size, sigma):
    os.write(line, pickle.dumps(Command()))
    return [[0.0]]
""",
}
