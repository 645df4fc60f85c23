"""What grading takes away, `check` refuses before it calls anything."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from autograder.release import answer_key
from seeing.check import CheckFailed, check

CHAPTERS = ("08_edge_detection_kernels", "12_convolution_on_a_gpu")


@pytest.fixture(autouse=True, scope="module")
def keys() -> None:
    for chapter in CHAPTERS:
        answer_key.write(chapter)


def by_a_function(x: Any, w: Any, b: Any, *rest: Any) -> Any:
    return F.unfold(x, 3)


def by_a_module(x: Any, w: Any, b: Any, *rest: Any) -> Any:
    return [torch.as_tensor(one) for one in x]


def by_a_class(x: Any, w: Any, b: Any, *rest: Any) -> Any:
    return nn.Unfold(3)(x)


def by_an_import_of_its_own(x: Any, w: Any, b: Any, *rest: Any) -> Any:
    import torch.nn.functional as hidden

    return hidden.conv2d(x, w, b)


@pytest.mark.parametrize(
    "answer", [by_a_function, by_a_module, by_a_class, by_an_import_of_its_own]
)
def test_an_answer_that_uses_what_is_withheld_is_told(answer: Any):
    with pytest.raises(CheckFailed, match="torch is not there when this is graded"):
        check("im2col_conv2d", answer)


def with_numpy(*given: Any) -> Any:
    return np.zeros(3)


def test_an_answer_that_does_without_is_checked():
    with pytest.raises(CheckFailed) as failed:
        check("im2col_conv2d", with_numpy)

    assert "not there" not in str(failed.value)


slope = torch.zeros(1)  # as a cell of the course may leave behind


class WithASlope:
    def slope(self) -> Any:
        return np.zeros(3)


def with_an_attribute(*given: Any) -> Any:
    return WithASlope().slope()


def test_an_attribute_is_not_taken_for_a_global_of_its_name():
    with pytest.raises(CheckFailed) as failed:
        check("im2col_conv2d", with_an_attribute)

    assert "not there" not in str(failed.value)


def magnitude(gx: Any, gy: Any) -> Any:
    return torch.hypot(*(torch.as_tensor(np.array(g, float)) for g in (gx, gy)))


def test_where_nothing_is_withheld_torch_may_be_used():
    check("edge_magnitude", magnitude)
