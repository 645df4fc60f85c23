ANSWERS = {
    "conv2d": """
def conv2d(image, kernel):
    image = [[float(value) for value in row] for row in image]
    kernel = [[float(value) for value in row] for row in kernel]
    if len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("the kernel does not fit")
    out = []
    for s in range(len(image) - len(kernel) + 1):
        out.append([])
        for t in range(len(image[0]) - len(kernel[0]) + 1):
            for again in range(200):
                total = 0.0
                for i in range(len(kernel)):
                    for j in range(len(kernel[0])):
                        total += kernel[i][j] * image[s + i][t + j]
            out[s].append(total)
    return np.array(out)
""",
}
