"""What chapter 09 says of shapes, counts and gradients, computed by other means than its own."""

import re

import numpy as np
import torch
from torch.nn import functional

from seeing.widgets import LayerStepper
from tests.support.chapters import ROOT, code, prose, read

CHAPTER = read(ROOT / "notebooks" / "09_convolution_layers.md")
TEXT = prose(CHAPTER)
CODE = "\n".join(cell.source for cell in code(CHAPTER))


def parameters(*sizes: int, **options) -> int:
    return sum(p.numel() for p in torch.nn.Conv2d(*sizes, **options).parameters())


def places(n: int, k: int, **options: int) -> int:
    """Count by torch how often a window stops."""
    return functional.conv1d(torch.zeros(1, 1, n), torch.zeros(1, 1, k), **options).shape[-1]


def field(*layers: tuple[int, int, int]) -> int:
    """Count by autograd the inputs from the first to the last that an output depends on."""
    x = torch.zeros(1, 1, 60, requires_grad=True)
    y = x
    for k, stride, dilation in layers:
        y = functional.conv1d(y, torch.ones(1, 1, k), stride=stride, dilation=dilation)
    y[0, 0, 0].backward()
    assert x.grad is not None
    seen = torch.nonzero(x.grad[0, 0])
    return int(seen[-1] - seen[0]) + 1


def test_the_lectures_layer_has_56_parameters():
    assert parameters(3, 2, 3, stride=2, padding=1) == 56
    assert "$(27 + 1) \\cdot 2 = 56$" in TEXT


def test_a_fully_connected_layer_has_21_weights_and_windows_of_it_9_and_3():
    assert torch.nn.Linear(7, 3, bias=False).weight.numel() == 21
    assert places(7, 3, stride=2) == 3
    assert "$7 \\cdot 3 = 21$" in TEXT
    assert "$3 \\cdot 3 = 9$" in TEXT


def test_the_numbers_of_the_quiz_are_torchs():
    assert parameters(64, 128, 3) == 73856
    assert "= 73856$" in TEXT
    assert places(50, 5, dilation=2, padding=4) == 50
    two = 2 * parameters(7, 7, 3, bias=False)
    assert (two, parameters(7, 7, 5, bias=False)) == (18 * 49, 25 * 49)


def test_the_sizes_of_the_prediction_are_torchs():
    assert (places(6, 3, stride=2), places(8, 3, stride=2)) == (2, 3)
    x = torch.zeros(1, 1, 6, 8, requires_grad=True)
    functional.conv2d(x, torch.ones(1, 1, 3, 3), stride=2).sum().backward()

    assert x.grad is not None
    lost = torch.nonzero(x.grad[0, 0] == 0)
    assert len(lost) == 13
    assert all(row == 5 or column == 7 for row, column in lost.tolist())
    assert "These 13 pixels are not part of the answer at all" in TEXT


def test_the_sizes_of_the_miniature_are_torchs():
    assert places(7, 3, stride=2) == places(8, 3, stride=2) == 3
    assert [places(7, 3), places(7, 3, stride=2, padding=1), places(7, 3, dilation=2)] == [5, 4, 3]
    for said in ("0, 1, 2, 3 and 4: five places", "0, 2, 4 and 6: four places"):
        assert said in TEXT


def test_a_dense_layer_that_is_local_and_the_same_everywhere_is_a_convolution():
    w, b = torch.randn(3), torch.randn(1)
    dense = torch.nn.Linear(7, 3)
    with torch.no_grad():
        dense.weight.zero_()
        dense.bias.fill_(b.item())
        for s in range(3):
            dense.weight[s, 2 * s : 2 * s + 3] = w
    x = torch.randn(7)

    convolved = functional.conv1d(x[None, None], w[None, None], b, stride=2)
    torch.testing.assert_close(dense(x), convolved[0, 0])


def test_alexnets_first_layer_has_the_sizes_given():
    assert (places(227, 11, stride=4), places(224, 11, stride=4)) == (55, 54)
    assert parameters(3, 96, 11) == 34944
    assert "| 34,944 |" in TEXT
    assert 96 * 55 * 55 == 290400
    assert "290,400 outputs" in TEXT


def test_in_the_first_window_15_products_lie_on_the_rim():
    inside = functional.unfold(torch.ones(1, 3, 5, 5), 3, padding=1, stride=2)[0]

    assert int((inside[:, 0] == 0).sum()) == 15
    assert "so 15 products are 0" in TEXT
    assert inside.shape[1] == functional.unfold(torch.ones(1, 3, 5, 5), 3)[0].shape[1] == 9
    picture = torch.tensor(LayerStepper().image, dtype=torch.float32)[None]
    seen = functional.unfold(picture, 3, padding=1, stride=2)[0, :, 0]
    assert int((seen == 0).sum()) == 15 + 4
    assert "(Four more are 0 here" in TEXT


def test_the_steppers_challenge_has_the_answer_given():
    picture = torch.tensor(LayerStepper().image, dtype=torch.float32)[None]
    kernel = torch.zeros(1, 3, 3, 3)
    kernel[0, 1, 1, 1] = 1

    copy = functional.conv2d(picture, kernel, padding=1)[0, 0]
    assert copy.tolist() == picture[0, 1].tolist()
    assert "the middle of its sheet for channel 1 to 1" in TEXT


def test_the_overlap_whose_digits_tell_who_gave_what_is_torchs():
    x = torch.zeros(1, 1, 3, 3, requires_grad=True)
    kernel = torch.tensor([[[[1.0, 2], [3, 4]]]])
    functional.conv2d(x, kernel).backward(torch.tensor([[[[1.0, 10], [100, 1000]]]]))

    assert x.grad is not None
    rows = ", ".join(" ".join(f"{v:.0f}" for v in row) for row in x.grad[0, 0].tolist())
    assert rows == "1 12 20, 103 1234 2040, 300 3400 4000"
    assert any(rows in str(cell.options.get("alt")) for cell in CHAPTER)


def test_a_window_lost_at_the_end_shows_in_the_piece_that_is_compared():
    for side in (127, 125):
        lost = len(range(0, side + 2 - 3, 2))
        assert places(side, 3, stride=2, padding=1) == lost + 1
    assert "picture[:, :, :127, :125]" in CODE


def test_the_windows_in_columns_are_torchs():
    unfolded = functional.unfold(torch.arange(1.0, 13).reshape(1, 1, 3, 4), 2)[0]
    rows = " \\\\ ".join(" & ".join(f"{v:.0f}" for v in row) for row in unfolded.tolist())

    assert rows in TEXT


def test_the_gradients_worked_by_hand_are_torchs():
    x = torch.tensor([[[1.0, 2, 3]]], requires_grad=True)
    w = torch.tensor([[[10.0, 1]]], requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    functional.conv1d(x, w, b).backward(torch.tensor([[[5.0, 7]]]))

    for gradient, numbers in ((w.grad, [19, 31]), (x.grad, [50, 75, 7]), (b.grad, [12])):
        assert gradient is not None
        assert gradient.flatten().tolist() == numbers
        assert all(re.search(rf"= {number}\$", TEXT) for number in numbers)


def test_the_way_back_at_stride_1_is_a_strict_convolution():
    rng = torch.Generator().manual_seed(0)
    x = torch.randn(1, 1, 6, 6, generator=rng, requires_grad=True)
    w, upstream = torch.randn(1, 1, 3, 3, generator=rng), torch.randn(1, 1, 4, 4, generator=rng)
    functional.conv2d(x, w).backward(upstream)

    assert x.grad is not None
    turned = functional.conv2d(functional.pad(upstream, (2, 2, 2, 2)), w.flip(2, 3))
    torch.testing.assert_close(x.grad, turned)


def test_the_receptive_fields_are_autograds():
    assert field((3, 1, 1), (3, 1, 1)) == 5
    assert field((3, 1, 1), (3, 2, 1), (3, 1, 1)) == 9
    assert field((3, 2, 1), (3, 1, 1)) == 7
    assert field((3, 2, 1), (3, 2, 1), (3, 1, 1)) == 15
    assert field((3, 1, 1), (3, 1, 2), (3, 1, 4)) == 15
    assert 1 + 2 * 50 == 101
    for said in (
        "$1 + 2 + 2 + 2 \\cdot 2 = 9$",
        "$1 + 2 + 4 + 8 = 15$",
        "$1 + 2 + 2 \\cdot 2 = 7$",
    ):
        assert said in TEXT


def test_red_minus_green_is_zero_on_grey_and_not_on_orange():
    kernel = torch.tensor([1.0, -1.0, 0.0]).reshape(1, 3, 1, 1)
    grey, orange = (torch.tensor(c).reshape(1, 3, 1, 1) for c in ([90.0] * 3, [230.0, 120, 40]))

    assert functional.conv2d(grey, kernel).item() == 0
    assert functional.conv2d(orange, kernel).item() > 0


def test_a_layer_with_a_stride_of_2_follows_shifts_by_two_and_not_by_one():
    x = torch.randn(1, 1, 20, 20, generator=torch.Generator().manual_seed(1))
    w = torch.randn(1, 1, 3, 3, generator=torch.Generator().manual_seed(2))
    out = functional.conv2d(x, w, stride=2)

    two = functional.conv2d(x.roll(2, 3), w, stride=2)
    one = functional.conv2d(x.roll(1, 3), w, stride=2)
    torch.testing.assert_close(two[..., 2:-1], out[..., 1:-2])
    assert not torch.allclose(one[..., 2:-1], out[..., 1:-2])


def test_the_effective_field_is_strong_in_the_middle_and_weak_in_the_corners():
    torch.manual_seed(0)
    total = torch.zeros(11, 11)
    for _ in range(200):
        x = torch.randn(1, 1, 11, 11, requires_grad=True)
        y = x
        for _ in range(5):
            y = functional.conv2d(y, torch.randn(1, 1, 3, 3) / 3)
        y.sum().backward()
        assert x.grad is not None
        total += x.grad[0, 0].abs()

    assert np.unravel_index(int(total.argmax()), (11, 11)) in [
        (i, j) for i in range(4, 7) for j in range(4, 7)
    ]
    corners = total[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert corners.max() < 0.1 * total.max()
