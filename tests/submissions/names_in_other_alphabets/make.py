ANSWERS = {
    "gaussian_kernel": """
def gaussian_kernel(größe, σ):
    μ = (größe - 1) / 2
    距离 = (np.arange(größe) - μ) ** 2
    glocke = np.exp(-(距离[:, None] + 距离) / (2 * σ**2))
    print("fertig ✅ 🎉")
    return glocke / glocke.sum()
""",
}
