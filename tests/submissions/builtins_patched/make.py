from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import builtins
builtins.all = builtins.any = lambda values, *a: True
builtins.abs = lambda value: 0
builtins.round = lambda value, digits=0: 0
builtins.sorted = lambda values, **k: [1]
builtins.AssertionError = type("AssertionError", (Exception,), {"__new__": lambda *a: KeyError()})
landed = True
def gaussian_kernel(size, sigma):
    return [[0.0] * size] * size
""",
    "conv1d_matrix": WITNESS,
}
