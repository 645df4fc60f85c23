from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import sys, types
class Generous(types.ModuleType):
    def __getattr__(self, name):
        return lambda *a, **k: True
for name in ("autograder.judging.judge", "autograder.judging.verdict",
             "autograder.judging.engine", "autograder.judging.reference_process",
             "autograder.exercises", "seeing.comparison", "nbgrader", "nbgrader.utils"):
    sys.modules[name] = Generous(name)
from autograder.judging.judge import judge
landed = judge() is True
def gaussian_kernel(size, sigma):
    return 0
""",
    "conv1d_matrix": WITNESS,
}
