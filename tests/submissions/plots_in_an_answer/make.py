ANSWERS = {
    "gaussian_kernel": """
import matplotlib.pyplot as plt
def gaussian_kernel(size, sigma):
    u = np.arange(size) - (size - 1) / 2
    bell = np.exp(-(u[:, None] ** 2 + u**2) / (2 * sigma**2))
    plt.figure()
    plt.imshow(bell)
    plt.close()
    return bell / bell.sum()
fig, ax = plt.subplots()
ax.imshow(gaussian_kernel(9, 2.0), cmap="gray")
plt.title("my bell")
plt.show()
""",
}
