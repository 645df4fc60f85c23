ANSWERS = {
    "gaussian_kernel": """
def gaussian_kernel(size, sigma):
    # \u0627\u0644\u0645\u0633\u0627\u0641\u0629\u200f (sigma): \u05de\u05e8\u05d7\u05e7\u200f
    d = (np.arange(size) - (size - 1) / 2) ** 2
    weights = np.exp(-(d[:, None] + d) / (2 * sigma**2))
    return weights / weights.sum()
""",
}
