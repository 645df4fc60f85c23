"""A plan computes its layer on every path, writes each output once, and is made once.

The kernels run in Triton's interpreter, and where there is a GPU on that as well; each time in a
process of its own.
"""

import sys
from dataclasses import replace

import pytest
import torch

from autograder import reference
from autograder.reference import LayerError, by_triton
from autograder.reference.computable import PRECISIONS, TritonError
from autograder.reference.packing import filled
from autograder.reference.paths import PATHS, path_of
from benchmarks.convolution.gpu import layer_of as sizes_of
from benchmarks.convolution.layers import RESNET_50
from tests.support.convolution_layers import (
    PLACES,
    PRECISE,
    SETTINGS,
    draw,
    exact,
    in_a_process,
    layer_of,
    roundings,
    stores,
)

HERE = "tests.autograder.reference.test_plan"
# dtype, channels last, bias, addition, ReLU, parts of the sums (None: as a plan cuts them)
WAYS = [
    (torch.float32, False, True, False, False, None),
    (torch.float32, True, True, True, True, 2),
    (torch.float16, True, False, True, False, 1),
    (torch.float16, False, True, False, True, 3),
    (torch.bfloat16, True, True, False, False, 1),
]
GUARD = -777.0


@pytest.mark.parametrize(("device", "interpreted"), PLACES)
def test_a_plan_is_right_in_every_setting_and_writes_each_output_once(device, interpreted):
    said = in_a_process(HERE, "settings", device, interpreted=interpreted)

    paths = [line.split()[1] for line in said]
    assert len(said) == len(SETTINGS) * len(WAYS)
    assert {*paths} == {*PATHS}


def check(setting, dtype, last, bias, added, relu, cut, device) -> str:
    """Compare with float64; see that all of the output is written once, and nothing beside it."""
    from autograder.reference.plan import Plan
    from autograder.reference.tiles import SMALL_TILE

    x, w, b, options = draw(setting, dtype, last, bias, device)
    layer = layer_of(x, w, options)
    size = (layer.n, layer.o, layer.rows, layer.columns)
    room = torch.full((size[0], size[1] + 2, size[2] + 2, size[3] + 2), GUARD, dtype=dtype)
    if last:
        room = room.to(memory_format=torch.channels_last)
    inside = room.to(device)[:, 1:-1, 1:-1, 1:-1]
    inside.fill_(float("nan"))
    add = torch.randn(size).to(dtype).to(device) if added else None

    # On a GPU, too, one tile: to tune each setting would compile for long.
    plan = Plan(layer, w, b, relu=relu, precision="ieee", tile=SMALL_TILE, cut=cut)
    with stores() as stored:
        plan(x, add, into=inside)

    assert not inside.isnan().any()
    right = exact(x, w, b, options)
    right = right if add is None else right + add.double()
    right = right.relu() if relu else right
    assert roundings(inside, right, w[0].numel() + 2) < PRECISE, (setting, dtype)
    if device == "cpu":
        parts = 0 if plan.sums is None else plan.sums.numel()
        assert len(stored) == len({*stored}) == inside.numel() + parts
    inside.fill_(GUARD)
    assert (room == GUARD).all()
    return plan.path


def test_a_plan_packs_its_kernels_once_and_its_memory_serves_every_batch():
    assert in_a_process(HERE, "twice") == ["the same"]


def twice() -> None:
    from autograder.reference.plan import Plan

    x, w, b, options = draw(SETTINGS[1], torch.float32)
    right = exact(x, w, b, options)
    plan = Plan(layer_of(x, w, options), w, b)
    w.zero_()
    found = [plan(x), plan(2 * x), plan(x)]
    assert torch.equal(found[0], found[2])
    assert roundings(found[0], right, 28) < PRECISE
    assert plan.ready(x) is plan.ready(2 * x)
    ready = torch.zeros(2, 9, 11, 8).movedim(-1, 1)
    wide = Plan(replace(plan.layer, c=8), torch.zeros(5, 8, 3, 3))
    assert wide.ready(ready) is ready  # eight channels, last, lie as a copy needs them
    print("the same")


def test_tf32x3_is_nearly_as_exact_as_float32_and_tf32_is_not():
    """The interpreter multiplies exactly: here it rounds as tensor cores do, by their rule.

    Compiled for a GPU, tf32x3 does three products of tf32 for one: test_tiles.
    """
    errors = dict(line.split() for line in in_a_process(HERE, "precision"))

    assert float(errors["ieee"]) < PRECISE
    assert float(errors["tf32x3"]) < 2 * PRECISE
    assert float(errors["tf32"]) > 50 * float(errors["tf32x3"])


def precision() -> None:
    """Print the error of each precision, in roundings of float32."""
    import numpy as np
    from triton.runtime import interpreter

    from autograder.reference.plan import Plan

    def kept(a):  # ten bits of the mantissa, the nearest: PTX's cvt.rna.tf32.f32
        return ((a.view(np.uint32) + 0x1000) & 0xFFFFE000).view(np.float32)

    def rounded(_, a, b, total, how, __):
        big, small = (kept(a.data), kept(b.data)), (kept(a.data - kept(a.data)), b.data)
        found = total.data + big[0] @ big[1]
        if "x3" in str(how).lower():
            found += small[0] @ big[1] + big[0] @ kept(small[1] - big[1])
        return interpreter.TensorHandle(found.astype(np.float32), total.dtype.scalar)

    plain = interpreter.InterpreterBuilder.create_dot
    x, w, b, options = draw(((2, 16, 6, 7), (33, 3, 3), {}), torch.float32)
    for name in PRECISIONS:
        interpreter.InterpreterBuilder.create_dot = plain if name == "ieee" else rounded
        found = Plan(layer_of(x, w, options), w, b, precision=name)(x)
        print(name, roundings(found, exact(x, w, b, options), w[0].numel() + 1))


def test_each_kind_of_layer_has_its_path():
    def path(layer):
        return path_of(layer, filled(layer.c // layer.groups, 2))

    paths = {shape.name: path(sizes_of(16, shape)) for shape in RESNET_50}
    assert {path for name, path in paths.items() if "1×1" in name} == {"product"}
    assert {path for name, path in paths.items() if "3×3" in name} == {"taps"}
    assert {path for name, path in paths.items() if "shortcut" in name} == {"taps"}  # a stride
    assert paths["conv1"] == "windows"
    middle = sizes_of(16, RESNET_50[2])
    assert path(replace(middle, groups=middle.c)) == "depthwise"
    assert path(replace(middle, kh=32, padding=(16, 1))) == "windows"  # no mask of 32 bits


def test_a_plan_refuses_what_it_was_not_made_for():
    x, w, b, options = draw(SETTINGS[1], torch.float32)
    plan = by_triton.plan(layer_of(x, w, options), w, b)

    with pytest.raises(LayerError, match=r"images of shape .*the plan is for \(2, 3, 9, 11\)"):
        plan(x[:1], into=torch.zeros(2, 5, 7, 9))
    with pytest.raises(LayerError, match="addition of shape"):
        plan(x, torch.zeros(5))
    with pytest.raises(LayerError, match="bring them together"):
        plan(x.half())
    with pytest.raises(TritonError, match="precision is one of ieee, tf32, tf32x3"):
        by_triton.plan(layer_of(x, w, options), w, precision="bf16")


def test_without_a_gpu_and_the_interpreter_triton_says_what_to_do():
    x, w = torch.zeros(1, 1, 2, 2), torch.zeros(1, 1, 1, 1)

    with pytest.raises(TritonError, match="TRITON_INTERPRET=1"):
        reference.conv2d(x, w, backend="triton")
    with pytest.raises(TritonError, match="float64"):
        reference.conv2d(x.double(), w.double(), backend="triton")


def test_the_fastest_tile_is_looked_for_once_for_each_layer(monkeypatch):
    from autograder.reference import launching
    from autograder.reference.tiles import TILES

    made = []
    ms = {tile: 1.0 + at % 5 for at, tile in enumerate(TILES)}
    monkeypatch.setattr(launching, "TUNED", {})
    monkeypatch.setattr(launching.triton.testing, "do_bench_cudagraph", lambda run: ms[run()])

    def runs_with(tile):
        made.append(tile)
        return lambda: tile

    device = torch.device("cuda")
    found = [launching.fastest("a layer", TILES[1:6], device, runs_with) for _ in range(2)]

    assert found == [TILES[5]] * 2
    assert made == TILES[1:6]


def test_batches_of_about_one_size_share_the_fastest_tile(monkeypatch):
    from autograder.reference import plan
    from autograder.reference.tiles import SMALL_TILE

    keys = []
    monkeypatch.setattr(plan, "fastest", lambda key, *_: keys.append(key) or SMALL_TILE)
    middle, w = sizes_of(64, RESNET_50[2]), torch.zeros(64, 64, 3, 3)
    for n in (33, 64, 65):
        plan.Plan(replace(middle, n=n), w)
    plan.Plan(middle, w.half())

    assert keys[0] == keys[1]
    assert len({*keys}) == 3


if __name__ == "__main__":
    if sys.argv[1] == "settings":
        for one in SETTINGS:
            for way in WAYS:
                print("right", check(one, *way, device=sys.argv[2]), one, way)
    else:
        {"twice": twice, "precision": precision}[sys.argv[1]]()
