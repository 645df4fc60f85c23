"""SlideKernel1D: a kernel slides along a signal, and every product is shown."""

from typing import Any

import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.numbers import NumberRow

LONGEST_SIGNAL = 12  # numbers that stand side by side and can still be read
LONGEST_KERNEL = 7


class SlideKernel1D(Widget):
    """Slide `kernel` along `x` by hand and watch each product and their sum, y[t].

    x: (n,) up to 12 finite numbers
    kernel: (m,) up to 7 finite numbers, m ≤ n
    position: t, the output shown in full, 0 ≤ t ≤ n − m; a longer kernel moves it back in range
    flip: False slides the kernel as it is (cross-correlation, which deep learning calls
        convolution); True turns it first (true convolution)

    Setting a trait to what it cannot be raises traitlets.TraitError and changes nothing.

    >>> widget = SlideKernel1D(x=[1, 2, 4, 8], kernel=[-1, 1])
    >>> widget.position = 2
    """

    _module = "slide_kernel_1d.js"
    _height = traitlets.Dict({"narrow": 760, "wide": 620}).tag(sync=True)

    x = NumberRow([25000.0, 28000.0, 30000.0, 21000.0, 18000.0], LONGEST_SIGNAL).tag(sync=True)
    kernel = NumberRow([-1.0, 1.0, -1.0], LONGEST_KERNEL).tag(sync=True)
    position = traitlets.Int(0).tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)

    @traitlets.validate("x", "kernel")
    def _kernel_fits(self, proposal: Any) -> list[float]:
        rows = {"x": self.x, "kernel": self.kernel}
        rows[proposal["trait"].name] = proposal["value"]
        n, m = len(rows["x"]), len(rows["kernel"])
        if m > n:
            raise traitlets.TraitError(
                f"kernel: {m} numbers do not fit on a signal x of {n}: "
                "shorten the kernel or lengthen x"
            )
        fitting: list[float] = proposal["value"]
        return fitting

    @traitlets.validate("position")
    def _position_is_a_window(self, proposal: Any) -> int:
        n, m, position = len(self.x), len(self.kernel), int(proposal["value"])
        if not 0 <= position <= n - m:
            raise traitlets.TraitError(
                f"position: {position} is outside 0 … {n - m}: "
                f"a signal of {n} and a kernel of {m} give {n} − {m} + 1 = {n - m + 1} outputs"
            )
        return position

    @traitlets.observe("x", "kernel")
    def _keep_position_in_range(self, change: Any) -> None:
        self.position = min(self.position, len(self.x) - len(self.kernel))
