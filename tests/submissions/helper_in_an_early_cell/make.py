from tests.submissions.notebooks import answered, code

EARLY = ("START = 0\n", "\ndef part(x, t, m):\n    return x[t:][START:m]\n", "ZERO = 0.0")
ANSWERS = {
    "conv1d": """def conv1d(x, k):
    x, k = np.asarray(x, dtype=float), np.asarray(k, dtype=float)
    if len(k) > len(x):
        raise ValueError("the kernel is longer than the input")
    return np.array([(part(x, t, len(k)) * k).sum() for t in range(len(x) - len(k) + 1)])
""",
    "conv2d": """def conv2d(image, kernel):
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    (h, w), (kh, kw) = image.shape, kernel.shape
    if kh > h or kw > w:
        raise ValueError("the kernel is larger than the image")
    out = np.full((h - kh + 1, w - kw + 1), ZERO)
    for s in range(kh):
        for t in range(kw):
            out += kernel[s, t] * image[s : s + h - kh + 1, t : t + w - kw + 1]
    return out
""",
}


def make(path, released, solved):
    solved.cells[1:1] = map(code, EARLY)
    answered(solved, ANSWERS, path)
