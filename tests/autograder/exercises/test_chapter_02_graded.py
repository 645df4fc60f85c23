"""Chapter 02 through intake, sandbox and judge: whole notebooks, as they are handed in."""

from collections.abc import Iterator

import pytest

from autograder import exercises
from autograder.judging.verdict import Status
from autograder.release.chapter import NOTEBOOKS, derive
from tests.support.solved_chapter import Grade, grading

NAME = "02_from_graphs_to_pytorch"
KNOWN = exercises.load(NAME)
LOOPS = [name for name in KNOWN if name.startswith("loop_")]

SETS_WHAT_THE_JUDGE_READS = '''
def evaluate(model, loader, device):
    """Put what the probe looks at in the right state, and answer by guess."""
    for images, labels in loader:
        pass
    return 1.0, 1.0
'''
STEPS_TWICE = """
def train_epoch(model, loader, optimizer, device):
    model.train()
    total = 0.0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = F.nll_loss(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.step()
        total += loss.item() * len(images)
    return total / len(loader.dataset)
"""


@pytest.fixture(scope="module")
def grade() -> Iterator[Grade]:
    with grading(NAME) as graded:
        yield graded


def test_the_solutions_earn_every_point(grade: Grade):
    graded = grade()

    assert {name: verdict.earned for name, verdict in graded.verdicts.items()} == {
        name: known.points for name, known in KNOWN.items()
    }
    assert graded.notes == ()


def test_what_was_handed_out_earns_nothing(grade: Grade):
    assert grade(solved=False).earned == 0


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_that_was_touched_and_not_mended_is_told_its_illness(grade: Grade, name: str):
    cells = derive(NOTEBOOKS / f"{NAME}.md").student.cells
    given = next(c.source for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)

    verdict = grade(**{name: given.replace("losses", "noted")}).verdicts[name]

    assert verdict.status is Status.JUDGED
    assert verdict.mistake == KNOWN[name].mistakes[0].name


def test_an_evaluation_that_measures_nothing_earns_nothing_though_it_leaves_all_alone(
    grade: Grade,
):
    verdict = grade(evaluate=SETS_WHAT_THE_JUDGE_READS).verdicts["evaluate"]

    assert {group.name for group in verdict.groups if group.passed == group.total} == {
        "mode afterwards",
        "no graph",
    }
    assert verdict.earned == 0


def test_a_second_step_on_the_same_gradients_is_wrong_everywhere(grade: Grade):
    assert grade(train_epoch=STEPS_TWICE).verdicts["train_epoch"].earned == 0
