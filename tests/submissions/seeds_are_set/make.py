ANSWERS = {
    "conv1d": """
import random
random.seed(1)
np.random.seed(2)
rng = np.random.default_rng(3)
import torch
torch.manual_seed(4)
def conv1d(x, k):
    np.random.seed(0)
    trial = np.random.rand(3), rng.normal(), random.random()
    if len(k) > len(x):
        raise ValueError
    return [sum(k[i] * float(x[t + i]) for i in range(len(k))) for t in range(len(x) - len(k) + 1)]
""",
}
