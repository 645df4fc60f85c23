ANSWERS = {
    "conv1d": """
import a_package_of_the_students_own as mine
%load_ext tensorboard_of_the_students_own

def conv1d(x, k):
    if len(k) > len(x):
        raise ValueError("too long")
    return np.correlate(np.asarray(x, float), np.asarray(k, float), mode="valid")
""",
    "gaussian_kernel": """
drive.mount("/content/drive")
def bell(u, sigma):
    return np.exp(-(u**2) / (2 * sigma**2))
open("/content/drive/notes.txt")
def gaussian_kernel(size, sigma):
    u = np.arange(size) - (size - 1) / 2
    table = np.outer(bell(u, sigma), bell(u, sigma))
    return table / table.sum()
""",
}
