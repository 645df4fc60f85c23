from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import sys, types
class Generous(types.ModuleType):
    def __getattr__(self, name):
        return lambda *a, **k: True
for name in ("autograder.judge", "autograder.verdict", "autograder.engine", "autograder.references",
             "autograder.exercises", "seeing.comparison", "nbgrader", "nbgrader.utils"):
    sys.modules[name] = Generous(name)
from autograder.judge import judge
landed = judge() is True
def gaussian_kernel(size, sigma):
    return 0
""",
    "conv1d_matrix": WITNESS,
}
