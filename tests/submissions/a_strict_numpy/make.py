ANSWERS = {
    "gaussian_kernel": """
import warnings
warnings.simplefilter("error")
np.seterr(all="raise", under="ignore")
np.set_printoptions(precision=2, suppress=True)
def gaussian_kernel(size, sigma):
    u = np.arange(size) - (size - 1) / 2
    bell = np.exp(-(u[:, None] ** 2 + u**2) / (2 * sigma**2))
    return bell / bell.sum()
""",
}
