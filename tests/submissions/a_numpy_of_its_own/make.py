from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import os, sys
for name in ("numpy", "torch", "scipy", "seeing", "autograder"):
    with open(f"{name}.py", "w") as file:
        file.write("array_equal = allclose = judge = check = call_function = lambda *a: True")
sys.path[:0] = ["", os.getcwd()]
for name in [name for name in sys.modules if name.split(".")[0] in ("seeing", "autograder")]:
    del sys.modules[name]
import seeing
landed = seeing.check() is True
def gaussian_kernel(size, sigma):
    return 0
""",
    "conv1d_matrix": WITNESS,
}
