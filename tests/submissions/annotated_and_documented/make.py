ANSWERS = {
    "gaussian_kernel": """
from __future__ import annotations
from dataclasses import dataclass
import numpy.typing as npt
@dataclass(frozen=True)
class Bell:
    size: int
    sigma: float
    def sample(self) -> npt.NDArray[np.float64]:
        u: npt.NDArray[np.float64] = np.arange(self.size) - (self.size - 1) / 2
        return np.exp(-(u[:, None] ** 2 + u**2) / (2 * self.sigma**2))
def gaussian_kernel(size: int, sigma: float) -> npt.NDArray[np.float64]:
    '''Sample a bell.

    >>> gaussian_kernel(1, 1.0)
    array([[1.]])
    '''
    assert size >= 1 and sigma > 0, "size and sigma are positive"
    bell = Bell(size, sigma).sample()
    return bell / bell.sum()
import doctest
doctest.testmod()
if __name__ == "__main__":
    print(gaussian_kernel(3, 1.0))
""",
}
