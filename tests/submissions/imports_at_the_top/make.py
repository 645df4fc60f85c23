from tests.submissions.notebooks import below, code, write

ADDED = """
import math as own_math
import this_is_nowhere
from math import (
    sqrt,
    floor as down,
)
"""
USES_TWO = """right = conv1d

def conv1d(*given, **named):
    own_math.sqrt(down(4.5))
    return right(*given, **named)"""


def make(path, released, solved):
    first = next(cell for cell in solved.cells if cell.cell_type == "code")
    first.source += ADDED
    below(solved, "conv1d", code(USES_TWO))
    below(solved, "conv2d", code("this_is_nowhere = 0"))
    write(solved, path)
