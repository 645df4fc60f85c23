from tests.submissions.notebooks import answered, code, write

ANSWERS = {
    "conv1d": f"""
import numpy as np
ROW = {[*range(200)]}
def conv1d(x, k):
    if len(k) > len(x) or ROW[150] != 150:
        raise ValueError
    x, k = np.asarray(x, float), np.asarray(k, float)
    return [float(x[i : i + len(k)] @ k) for i in range(len(x) - len(k) + 1)]
""",
}


def make(path, released, solved):
    answered(solved, ANSWERS, path)
    surface = {"data": [{"type": "surface", "z": [[1] * 1500] * 1400}]}
    drawn = {"output_type": "display_data", "metadata": {}}
    cell = code("fig.show()")
    cell.outputs = [drawn | {"data": {"application/vnd.plotly.v1+json": surface}}]
    solved.cells.append(cell)
    write(solved, path)
