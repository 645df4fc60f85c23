from tests.submissions.attacks import WITNESS

ANSWERS = {
    "gaussian_kernel": """
import numpy as np
import numpy.testing
for name in ("subtract", "abs", "absolute", "fabs"):
    setattr(np, name, lambda *a, **k: np.float64(0))
for module in (np, np.testing):
    module.isfinite = module.isnan = lambda *a, **k: np.True_
np.finfo = lambda dtype: type("Limits", (), {"eps": np.inf, "tiny": np.inf})
landed = True
def gaussian_kernel(size, sigma):
    return np.zeros((size, size))
""",
    "conv1d_matrix": WITNESS,
}
