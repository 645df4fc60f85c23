from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import numpy as np
for name in ("array_equal", "array_equiv", "allclose", "isclose", "all", "equal"):
    setattr(np, name, lambda *a, **k: np.True_)
for name in [name for name in dir(np.testing) if name.startswith("assert_")]:
    setattr(np.testing, name, lambda *a, **k: None)
landed = True
def gaussian_kernel(size, sigma):
    return np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
