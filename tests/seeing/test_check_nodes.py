"""`check` of classes and graphs: it names the array that is wrong, and speaks of classes."""

import numpy as np
import pytest

from autograder.release import answer_key as written
from seeing.check import answer_key, plain_text
from seeing.check.diagnosis import Report, diagnose

CHAPTER = "01_computation_graphs"


@pytest.fixture(scope="module", autouse=True)
def keys(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("keys")
    written.write(CHAPTER, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer_key, "FOLDER", folder)
        yield folder


def layer(share):
    """A class with one parent, which gives it what `share` makes of the node's gradient."""

    class Layer:
        def __init__(self, a):
            self.parents = (a,)

        def backpropagate(self):
            (a,) = self.parents
            a.grad = a.grad + share(self.grad, a.val)

    return Layer


def report_on(name: str, *objects) -> Report:
    return diagnose(answer_key.find(name), objects)


def test_a_class_that_was_called_is_asked_for_as_a_class():
    finding = report_on("Add", object()).finding

    assert finding.title == "Add is not a class"
    assert "`class Add`" in finding.help


def test_a_class_that_is_none_is_asked_for_as_a_class():
    assert "`class ReLU`" in report_on("ReLU", None).finding.help


def test_a_gradient_of_a_wrong_shape_is_named():
    finding = report_on("ReLU", layer(lambda grad, a: np.zeros((7, 7)))).finding

    assert finding.title.startswith("a.grad: expected shape (")


def test_a_gradient_with_a_wrong_entry_is_named_in_the_finding_and_beside_the_numbers():
    report = report_on("ReLU", layer(lambda grad, a: (grad + 0.125) * (a > 0)))

    assert "Of `a.grad`, yours is" in report.finding.help
    assert "your a.grad" in plain_text.render(report)
    assert "expected a.grad" in plain_text.render(report)


def test_an_order_is_shown_by_what_stands_in_it():
    shown = plain_text.render(report_on("topological_order", lambda output: [output] * 3))

    assert "your times listed (x p)" in shown
    assert "p ← x " in shown


def test_a_node_that_reaches_behind_its_parents_is_told_to_give_to_them_alone():
    class Reaches(layer(lambda grad, a: grad * (a > 0))):
        def backpropagate(self):
            super().backpropagate()
            self.parents[0].backpropagate()

    finding = report_on("ReLU", Reaches).finding

    assert finding.title == "Your code changes what lies behind its parents"
    assert finding.help.endswith("Give to the parents alone, since each node hands on for itself.")
