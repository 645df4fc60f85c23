"""What a grader imports before its first submission is what its answers may import."""

import pytest

from autograder.judging.engine import Assignment
from autograder.release.chapter import NOTEBOOKS, derive

SCIPY, TORCH, TRAINING = "scipy.signal", "torch", "torch.optim"


@pytest.mark.parametrize(
    ("chapter", "modules"),
    [
        ("02_from_graphs_to_pytorch", (TORCH, TRAINING)),
        ("04_tuning", (TORCH, TRAINING)),  # no stub names what trains here
        ("07_convolution_filters", (SCIPY, TORCH)),
        ("11_feature_visualization", (TORCH,)),
    ],
)
def test_what_the_notebook_uses_is_imported_once_for_all(chapter: str, modules: tuple[str, ...]):
    released = derive(NOTEBOOKS / f"{chapter}.md").student

    assert Assignment(chapter, released).preload == modules
