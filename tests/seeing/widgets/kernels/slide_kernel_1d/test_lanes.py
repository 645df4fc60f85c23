"""The bars of SlideKernel1D."""

from tests.support.node import run


def test_bars_of_signal_and_output_share_one_scale() -> None:
    layout = run("slide_kernel_1d/lanes.js", "return m.barLayout([10, 20], [-40], 80);")

    assert [bar["height"] for bar in layout["x"] + layout["y"]] == [20, 40, 80]
    assert [bar["top"] for bar in layout["x"] + layout["y"]] == [20, 0, 0]
