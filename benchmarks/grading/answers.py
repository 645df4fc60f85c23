"""Right answers to the six exercises in four styles, in the order of the notebook."""

TORCH = {
    "linear": """\
def linear(x, weight, bias):
    x, weight, bias = map(torch.as_tensor, (x, weight, bias))
    return x @ weight.T + bias
""",
    "mse_loss": """\
def mse_loss(prediction, target):
    difference = torch.as_tensor(prediction) - torch.as_tensor(target)
    return (difference ** 2).mean()
""",
    "cross_entropy": """\
def cross_entropy(scores, labels):
    scores, labels = torch.as_tensor(scores), torch.as_tensor(labels)
    logarithms = scores - torch.logsumexp(scores, dim=1, keepdim=True)
    return -logarithms[torch.arange(len(labels)), labels].mean()
""",
    "sgd_step": """\
def sgd_step(weights, x, target, lr):
    weights = torch.tensor(weights, requires_grad=True)
    optimizer = torch.optim.SGD([weights], lr=lr)
    loss = ((torch.as_tensor(x) @ weights - torch.as_tensor(target)) ** 2).mean()
    loss.backward()
    optimizer.step()
    return weights
""",
    "train": """\
def train(weights, x, target, lr, steps):
    weights = torch.tensor(weights, requires_grad=True)
    x, target = torch.as_tensor(x), torch.as_tensor(target)
    optimizer = torch.optim.SGD([weights], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = ((x @ weights - target) ** 2).mean()
        loss.backward()
        optimizer.step()
    return weights
""",
    "conv2d": """\
def conv2d(image, kernels):
    image, kernels = torch.as_tensor(image), torch.as_tensor(kernels)
    out, _, m, n = kernels.shape
    columns = F.unfold(image[None], (m, n))[0]
    rows = kernels.reshape(out, -1) @ columns
    return rows.reshape(out, image.shape[1] - m + 1, image.shape[2] - n + 1)
""",
}

MODULES = {
    "linear": """\
from torch import nn
def linear(x, weight, bias):
    layer = nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.as_tensor(weight))
        layer.bias.copy_(torch.as_tensor(bias))
    return layer(torch.as_tensor(x))
""",
    "mse_loss": """\
def mse_loss(prediction, target):
    return torch.nn.MSELoss()(torch.as_tensor(prediction), torch.as_tensor(target)).item()
""",
    "cross_entropy": """\
def cross_entropy(scores, labels):
    return torch.nn.CrossEntropyLoss()(torch.as_tensor(scores), torch.as_tensor(labels)).item()
""",
    "sgd_step": """\
def sgd_step(weights, x, target, lr):
    weights = torch.nn.Parameter(torch.tensor(weights))
    optimizer = torch.optim.SGD([weights], lr=lr)
    F.mse_loss(torch.as_tensor(x) @ weights, torch.as_tensor(target)).backward()
    optimizer.step()
    return weights.detach().numpy()
""",
    "train": """\
def train(weights, x, target, lr, steps):
    layer = torch.nn.Linear(len(weights), 1, bias=False, dtype=torch.float64)
    layer.weight.data = torch.tensor(weights)[None]
    optimizer = torch.optim.SGD(layer.parameters(), lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        F.mse_loss(layer(torch.as_tensor(x))[:, 0], torch.as_tensor(target)).backward()
        optimizer.step()
    return layer.weight[0].detach()
""",
    "conv2d": """\
def conv2d(image, kernels):
    return F.conv2d(torch.as_tensor(image)[None], torch.as_tensor(kernels))[0]
""",
}

LOOPS = {
    "linear": """\
def linear(x, weight, bias):
    y = np.zeros((len(x), len(weight)))
    for i in range(len(x)):
        for j in range(len(weight)):
            y[i, j] = sum(a * b for a, b in zip(x[i], weight[j])) + bias[j]
    return y
""",
    "mse_loss": """\
def mse_loss(prediction, target):
    return float(np.mean((prediction - target) ** 2))
""",
    "cross_entropy": """\
def cross_entropy(scores, labels):
    total = 0.0
    for row, label in zip(scores, labels):
        top = max(row)
        total += top + np.log(sum(np.exp(s - top) for s in row)) - row[label]
    return total / len(labels)
""",
    "sgd_step": """\
def sgd_step(weights, x, target, lr):
    return weights - lr * 2 * x.T @ (x @ weights - target) / len(x)
""",
    "train": """\
def train(weights, x, target, lr, steps):
    weights = weights.copy()
    for _ in range(steps):
        weights -= lr * 2 * x.T @ (x @ weights - target) / len(x)
    return weights
""",
    "conv2d": """\
def conv2d(image, kernels):
    out, _, m, n = kernels.shape
    high, wide = image.shape[1] - m + 1, image.shape[2] - n + 1
    y = np.zeros((out, high, wide))
    for o in range(out):
        for s in range(high):
            for t in range(wide):
                y[o, s, t] = (image[:, s:s + m, t:t + n] * kernels[o]).sum()
    return y
""",
}

# The same as TORCH, in the precision that torch takes unless it is told otherwise.
SINGLE = {
    name: source.replace("torch.as_tensor(", "torch.Tensor(")
    .replace("map(torch.as_tensor,", "map(torch.Tensor,")
    .replace("torch.tensor(weights,", "torch.tensor(weights, dtype=torch.float32,")
    .replace("torch.Tensor(labels)", "torch.as_tensor(labels)")
    for name, source in TORCH.items()
}

STYLES = (TORCH, MODULES, LOOPS, SINGLE)
