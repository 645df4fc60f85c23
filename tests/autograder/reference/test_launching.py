"""A kernel is compiled once for each plan and launched directly after that, with what it takes.

No GPU is needed: the kernels are compiled for one, and a launcher of the driver's kind notes what
comes. They do so in a process of its own, without TRITON_INTERPRET.
"""

import json

import torch
from triton.compiler.compiler import LazyDict

from tests.support.convolution_layers import in_a_process

HERE = "tests.autograder.reference.test_launching"
LAYER = ((2, 16, 6, 7), (33, 3, 3), {"padding": 1})


def test_a_plan_asks_triton_once_and_then_launches_what_was_compiled():
    """The second launch brings the driver what Triton's own brought it, argument by argument."""
    (line,) = in_a_process(HERE, interpreted="")
    told = json.loads(line)

    kernels = ["taps", "add_parts"]
    assert told["asked"] == kernels * 3  # once for each kind of launch below
    assert told["launched"] == kernels * 5
    assert told["again is like the first"] == [True, True]
    assert told["the new output came"] == [True, True]
    # An output that begins elsewhere, and another order of its axes, are compiled for anew.
    assert told["y is at a multiple of 16"] == [True, False, True]
    assert told["handles"] == 6


class Driver:
    """As much of a driver as a launch asks for; notes what comes to its launcher."""

    def __init__(self, target) -> None:
        self.target, self.came, self.utils = target, [], self

    def get_current_target(self):
        return self.target

    def get_current_device(self) -> int:
        return 0

    def get_current_stream(self, _: int) -> int:
        return 0

    def get_device_properties(self, _: int) -> dict[str, int]:
        return {"max_shared_mem": 227 * 1024}

    def load_binary(self, name, *_):
        return "module", name, 0, 0, 1024

    def launcher_cls(self, source, metadata):
        return lambda *given: self.came.append((source, given))


def launches() -> None:
    """Launch a layer with cut sums five times, and print what the driver was told."""
    from triton.backends.compiler import GPUTarget
    from triton.runtime.driver import driver
    from triton.runtime.jit import JITFunction

    from autograder.reference.plan import Plan
    from autograder.reference.tiles import SMALL_TILE
    from tests.support.convolution_layers import draw, layer_of

    told = Driver(GPUTarget("cuda", 90, 32))
    driver.set_active(told)
    asked, plain = [], JITFunction.run

    def run(self, *args, **given):
        asked.append(self.__name__)
        return plain(self, *args, **given)

    JITFunction.run = run
    x, w, b, options = draw(LAYER, torch.float16, last=True)
    plan = Plan(layer_of(x, w, options), w, b, tile=SMALL_TILE, cut=2)
    room = torch.empty(4 + 2 * 33 * 42, dtype=torch.float16)
    first, second, aside = room[:2772], torch.empty(2772, dtype=torch.float16), room[1:2773]
    outputs = [at.view(2, 6, 7, 33).movedim(-1, 1) for at in (first, second, second, aside)]
    outputs.append(second.view(2, 33, 6, 7))
    for y in outputs:
        for launch in plan.launches(plan.ready(x), y):
            launch(plan.handles)

    likes, others = [], []
    for (_, before), (_, after) in zip(told.came[:2], told.came[2:4], strict=True):
        same = [one is two or _equal(one, two) for one, two in zip(before, after, strict=True)]
        differ = [place for place, equal in enumerate(same) if not equal]
        likes.append([before[place] is outputs[0] for place in differ] == [True])
        others.append(any(each is outputs[1] for each in after))
    at = [name for name, _ in told.came[1][0].signature.items()].index("y")
    wholes = [
        ["tt.divisibility", 16] in (source.attrs.get((at,)) or [])
        for source in (told.came[call][0] for call in (1, 7, 9))
    ]
    print(
        json.dumps(
            {
                "asked": asked,
                "launched": [given[4] for _, given in told.came],
                "again is like the first": likes,
                "the new output came": others,
                "y is at a multiple of 16": wholes,
                "handles": len(plan.handles),
            }
        )
    )


def _equal(one, two) -> bool:
    """Compare two arguments of a launch; what a profiler is told has no equality of its own."""
    if isinstance(one, LazyDict):
        one, two = one.data, two.data
    return not isinstance(one, torch.Tensor) and one == two


if __name__ == "__main__":
    launches()
