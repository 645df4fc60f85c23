"""The language of tiles computes what Triton's interpreter does, and says what is not allowed."""

import inspect
import linecache
import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import torch

from autograder import exercises
from autograder.files import ROOT
from seeing.tiles import OutOfBoundsError, TileError, launch, unfinished
from seeing.tiles import language as tl
from tests import right_answers
from tests.support.chapters import answered, read
from tests.support.chapters import exercises as exercises_of

CHAPTER = "12_convolution_on_a_gpu"
PATH = ROOT / "notebooks" / f"{CHAPTER}.md"
OTHERS = [objects[0] for objects in right_answers.of(CHAPTER)["convolve_tile"]]
# (c, h, w), (m, kh, kw), tile: ragged in places, in maps, and in the numbers of a window.
SETTINGS = [
    ((1, 3, 5), (2, 2, 2), (8, 2, 16)),
    ((3, 7, 6), (5, 3, 2), (16, 16, 16)),
    ((5, 6, 9), (3, 1, 4), (32, 4, 16)),
]


def draw(x, w):
    rng = np.random.default_rng(0)
    image = rng.standard_normal(x, dtype=np.float32)
    return image, rng.standard_normal((w[0], x[0], *w[1:]), dtype=np.float32)


def by_torch(image, kernels):
    given = torch.from_numpy(image)[None].double(), torch.from_numpy(kernels).double()
    return torch.nn.functional.conv2d(*given)[0].numpy()


@pytest.fixture(scope="module")
def solution():
    """The chapter's own answer."""
    return answered(PATH)["convolve_tile"]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_kernels_compute_the_layer(solution, setting):
    *sizes, block = setting
    image, kernels = draw(*sizes)
    for kernel in (solution, *OTHERS):
        made = launch(kernel, image, kernels, block)
        np.testing.assert_allclose(made.output, by_torch(image, kernels), atol=1e-4)


def test_the_same_texts_run_in_triton_and_give_the_same():
    """In a process of its own: TRITON_INTERPRET has to be set before Triton is imported."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.seeing.test_tiles"],
        cwd=ROOT,
        env={**os.environ, "TRITON_INTERPRET": "1", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ok") == len(SETTINGS) * (1 + len(OTHERS))


def in_triton() -> None:
    """Launch every kernel in Triton's interpreter, and compare."""
    import triton

    pairs = [(inspect.getsource(kernel), kernel) for kernel in OTHERS]
    pairs.append((exercises_of(read(PATH))["convolve_tile"], answered(PATH)["convolve_tile"]))
    for x, w, block in SETTINGS:
        image, kernels = draw(x, w)
        (m, c, kh, kw), (h, width) = kernels.shape, x[1:]
        p, q = h - kh + 1, width - kw + 1
        for source, ours in pairs:
            y = torch.full((m, p, q), float("nan"))
            given = (torch.from_numpy(image), torch.from_numpy(kernels), y)
            grid = (triton.cdiv(p * q, block[0]), triton.cdiv(m, block[1]))
            tritons(source, ours.__name__)[grid](*given, c, h, width, m, p, q, kh, kw, *block)
            found = launch(ours, image, kernels, block).output
            np.testing.assert_allclose(y.numpy(), found, atol=1e-5)
            print("ok")


def test_triton_compiles_the_chapters_tiles_for_a_gpu_and_refuses_thinner_ones():
    """No GPU is needed to compile for one. The process has no TRITON_INTERPRET."""
    given = {name: value for name, value in os.environ.items() if name != "TRITON_INTERPRET"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.seeing.test_tiles", "compile"],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split("\n") == ["compiled"] * 4 + ["refused", ""]


def compiled() -> None:
    """Compile the chapter's answer for an H100 with the tiles of its table, and with a thin one."""
    import triton
    from triton.backends.compiler import GPUTarget
    from triton.compiler import ASTSource

    kernel = tritons(exercises_of(read(PATH))["convolve_tile"], "convolve_tile")
    kinds = {
        name: "*fp32" if name in ("x", "w", "y") else "constexpr" if name[0] == "B" else "i32"
        for name in kernel.arg_names
    }
    for tile in ((8, 8, 16), (16, 16, 16), (32, 16, 16), (64, 16, 16), (64, 16, 8)):
        sides = dict(zip(("BM", "BN", "BK"), tile, strict=True))
        try:
            triton.compile(ASTSource(kernel, kinds, sides), target=GPUTarget("cuda", 90, 32))
            print("compiled")
        except triton.CompilationError as error:
            print("refused" if "K >= 16" in str(error) else error)


def tritons(source: str, name: str) -> Any:
    """Define a kernel from its text, with Triton's language for ours."""
    import triton
    from triton import language

    file = f"<{name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)  # Triton reads it
    namespace: dict[str, Any] = {"tl": language}
    exec(compile(source, file, "exec"), namespace)
    return triton.jit(namespace[name])


def test_what_is_read_and_written_is_counted(solution):
    """One tile of 4 places by 2 maps: it reads each place's window and all weights once."""
    image, kernels = draw((3, 3, 3), (2, 2, 2))
    made = launch(solution, image, kernels, (4, 2, 16))

    assert (made.programs, made.read, made.written) == (1, 4 * 12 + 2 * 12, 2 * 4)
    smaller = launch(solution, image, kernels, (2, 2, 16))
    assert (smaller.programs, smaller.read) == (2, 4 * 12 + 2 * 2 * 12)


def test_an_output_that_nobody_writes_is_not_a_number():
    image, kernels = draw((1, 3, 3), (1, 2, 2))

    assert np.isnan(launch(lambda *_: None, image, kernels).output).all()


def test_what_a_mask_leaves_out_is_not_a_number_unless_one_says_what():
    seen = {}

    def kernel(x, *_):
        at = x + tl.arange(0, 4)
        seen["bare"] = tl.load(at, mask=tl.arange(0, 4) < 2)
        seen["zero"] = tl.load(at, mask=tl.arange(0, 4) < 2, other=0.0)

    launch(kernel, np.ones((1, 2, 2)), np.ones((1, 1, 2, 2)))

    assert np.isnan(seen["bare"]).tolist() == [False, False, True, True]
    assert seen["zero"].tolist() == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("body", "error", "why"),
    [
        (lambda x, w, y: tl.load(x + 4), OutOfBoundsError, r"reads number 4 of x, which has 4"),
        (lambda x, w, y: tl.load(w - 1), OutOfBoundsError, r"reads number -1 of w"),
        (lambda x, w, y: tl.store(y + 1, 0.0), OutOfBoundsError, r"writes number 1 of y"),
        (lambda x, w, y: tl.load(tl.arange(0, 4)), TileError, "takes a pointer plus whole numbers"),
        (lambda x, w, y: x + 0.5, TileError, "moved by whole numbers, not float64"),
        (lambda x, w, y: tl.arange(0, 3), TileError, "power of two on each side, not 3"),
        (lambda x, w, y: tl.zeros((4, 6), tl.float32), TileError, "power of two on each side"),
        (lambda x, w, y: tl.load(x, mask=1), TileError, "made by comparisons"),
        (lambda x, w, y: tl.program_id(2), TileError, "has 2 axes, and no axis 2"),
        (
            lambda x, w, y: tl.dot(np.ones((2, 3)), np.ones((2, 3))),
            TileError,
            r"not \(2, 3\) by \(2, 3\)",
        ),
        (
            lambda x, w, y: tl.dot(np.ones((16, 8)), np.ones((8, 16))),
            TileError,
            "at least 16 numbers in each sum, not 8",
        ),
    ],
)
def test_what_is_not_allowed_is_told(body, error, why: str):
    with pytest.raises(error, match=why):
        launch(lambda x, w, y, *_: body(x, w, y), np.ones((1, 2, 2)), np.ones((1, 1, 2, 2)))


def test_a_kernel_that_is_called_in_place_of_launched_is_told_so():
    with pytest.raises(TileError, match="not called but launched"):
        tl.program_id(0)


@pytest.mark.parametrize(
    ("x", "w", "why"),
    [
        ((4, 4), (1, 1, 2, 2), r"an image \(c, h, w\)"),
        ((2, 4, 4), (1, 1, 2, 2), r"an image \(c, h, w\)"),
        ((1, 2, 2), (1, 1, 3, 1), "do not fit into 2 × 2"),
    ],
)
def test_what_does_not_fit_together_is_told(x, w, why: str):
    with pytest.raises(TileError, match=why):
        launch(lambda *_: None, np.ones(x), np.ones(w))


def test_where_and_cdiv_are_as_in_triton():
    assert tl.where(np.array([True, False]), 1, 2).tolist() == [1, 2]
    assert [tl.cdiv(n, 4) for n in (0, 1, 4, 5)] == [0, 1, 1, 2]


def test_the_frame_has_the_parameters_of_the_answer_and_asks_for_the_loop(solution):
    asked, begun = (inspect.signature(f).parameters for f in (solution, unfinished.convolve_tile))

    assert [*asked] == [*begun]
    with pytest.raises(NotImplementedError):
        launch(unfinished.convolve_tile, np.ones((1, 2, 2)), np.ones((1, 1, 2, 2)))


def test_reading_too_far_is_named_as_the_mistake_that_it_is():
    known = exercises.load(CHAPTER)["convolve_tile"]
    for name in ("places beyond the output read", "maps beyond the last read"):
        (mistake,) = [m for m in known.mistakes if m.name == name]
        raised = 0
        for case in known.cases(np.random.default_rng(0)):
            try:
                known.probe(mistake.objects, case.inputs)
            except OutOfBoundsError:
                raised += 1
        assert raised, name


if __name__ == "__main__":
    compiled() if sys.argv[1:] == ["compile"] else in_triton()
