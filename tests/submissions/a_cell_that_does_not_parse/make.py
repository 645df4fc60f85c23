ANSWERS = {
    "gaussian_kernel": """
def gaussian_kernel(size, sigma):
    return np.ones((size, size)))
""",
}
