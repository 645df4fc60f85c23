from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import sys, types
check = lambda name, *objects: print(f"HOSTILE: {name} is right, 2 of 2 points")
module = sys.modules["seeing.check"] = types.ModuleType("seeing.check")
module.check = check
import builtins
builtins.check = check
landed = True
def gaussian_kernel(size, sigma):
    return 0
""",
    "conv1d_matrix": WITNESS,
}
