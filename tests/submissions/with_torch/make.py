ANSWERS = {
    "conv1d": """
import torch
import torch.nn.functional as F
def conv1d(x, k):
    x, k = (torch.as_tensor(np.asarray(a), dtype=torch.float32) for a in (x, k))
    if len(k) > len(x):
        raise ValueError("too long")
    return F.conv1d(x[None, None], k[None, None])[0, 0]
""",
    "conv2d": """
import torch
def conv2d(image, kernel):
    image = torch.tensor(np.asarray(image), dtype=torch.float64)
    kernel = torch.tensor(np.asarray(kernel), dtype=torch.float64, requires_grad=True)
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("too large")
    return torch.nn.functional.conv2d(image[None, None], kernel[None, None])[0, 0]
""",
    "true_convolution2d": """
def true_convolution2d(image, kernel):
    return conv2d(image, np.flip(kernel).copy())
""",
    "gaussian_kernel": """
def gaussian_kernel(size, sigma):
    u = torch.arange(size) - (size - 1) / 2
    row = torch.exp(-u**2 / (2 * sigma**2))
    return torch.outer(row, row) / torch.outer(row, row).sum()
""",
}
