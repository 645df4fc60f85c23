"""What a grader imports before its first submission is what the answers of this assignment use."""

import pytest

from autograder.judging.engine import Assignment
from autograder.release.chapter import NOTEBOOKS, derive

SCIPY, TORCH, TRAINING = "scipy.signal", "torch", "torch.optim"


@pytest.mark.parametrize(
    ("chapter", "modules"),
    [
        ("02_from_graphs_to_pytorch", (TORCH, TRAINING)),
        ("07_convolution_filters", (SCIPY,)),
        ("11_feature_visualization", (TORCH,)),
    ],
)
def test_what_the_stubs_name_is_imported_once_for_all(chapter: str, modules: tuple[str, ...]):
    released = derive(NOTEBOOKS / f"{chapter}.md").student

    assert Assignment(chapter, released).preload == modules
