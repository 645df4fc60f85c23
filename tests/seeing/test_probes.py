"""A probe calls what a student wrote, and reads what comes back."""

import numpy as np
import pytest
import scipy.sparse
import torch

from seeing.probes import (
    AnotherResultError,
    InputChangedError,
    NothingReturnedError,
    Outcome,
    OutputError,
    as_array,
    call_again,
    call_function,
    classify_linearly,
    differentiate_graph,
    measured,
    observe,
    train,
)


def test_inputs_go_by_position_in_their_order():
    assert call_function([lambda a, b: [a - b]], {"x": 5, "y": 3}).tolist() == [2]


@pytest.mark.parametrize(
    "value",
    [
        [1.0, 2.0],
        (1, 2),
        np.array([1, 2], np.uint8),
        torch.tensor([1.0, 2.0], requires_grad=True),
        [torch.tensor(1.0), torch.tensor(2.0)],
        [np.float32(1), np.float32(2)],
    ],
)
def test_natural_forms_of_an_array_are_read(value):
    assert as_array(value).tolist() == [1, 2]


def test_a_sparse_matrix_is_read():
    assert as_array(scipy.sparse.eye_array(2)).tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ([[1, 2], [3]], "differ in length"),
        ([torch.ones((), requires_grad=True)], "item"),
        (np.array([None, 1]), "an array of object entries"),
        ("12", "a str"),
        ({"a": 1}, "a dict"),
        (map(abs, [1]), "a map"),
        (np.array([1j]), "take the real part"),
    ],
)
def test_what_is_no_array_of_numbers_is_said_to_be_so(value, says: str):
    with pytest.raises(OutputError, match=says):
        as_array(value)


def test_none_has_an_error_of_its_own():
    with pytest.raises(NothingReturnedError):
        as_array(None)


def change_array(x):
    x[0] = 9
    return x


def change_list(x):
    x.append(4)
    return x


def change_nested(x):
    x[0][0] = 9
    return x


@pytest.mark.parametrize(
    ("function", "x"),
    [(change_array, np.zeros(2)), (change_list, [1, 2]), (change_nested, [[1, 2], [3, 4]])],
)
def test_a_changed_input_is_noticed_and_the_case_stays_as_it_was(function, x):
    before = str(x)
    with pytest.raises(InputChangedError, match=r"^x$"):
        call_function([function], {"x": x})

    assert str(x) == before


def test_nan_in_an_input_is_no_change():
    assert np.isnan(call_function([lambda x: x], {"x": np.array([np.nan])})).all()


def test_an_error_becomes_an_outcome():
    outcome = observe(call_function, [lambda x: 1 / x], {"x": 0})

    assert outcome.error == "ZeroDivisionError"
    assert isinstance(outcome.exception, ZeroDivisionError)


def test_exit_in_an_answer_becomes_an_outcome():
    assert observe(call_function, [lambda x: exit()], {"x": 0}).error == "SystemExit"


def test_an_interrupt_is_the_students_and_goes_through():
    def interrupted(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        observe(call_function, [interrupted], {"x": 0})


def test_a_probe_may_take_objects_and_return_named_arrays():
    """The shape that classes and training loops need."""

    def train(objects, inputs):
        model = objects[0](inputs["start"])
        losses = [objects[1](model) for _ in range(inputs["steps"])]
        return {"weights": np.array([model.w]), "losses": np.array(losses)}

    class Model:
        def __init__(self, w):
            self.w = w

    def step(model):
        model.w /= 2
        return model.w**2

    outcome = observe(train, [Model, step], {"start": 8.0, "steps": 2})

    assert {name: a.tolist() for name, a in outcome.arrays.items()} == {
        "weights": [2.0],
        "losses": [16.0, 4.0],
    }


class Leaf:
    def __init__(self, val):
        self.val, self.grad, self.parents = val, 0.0, ()


class Product(Leaf):
    def __init__(self, a, b):
        super().__init__(a.val * b.val)
        self.parents = (a, b)


class Negative(Leaf):
    def __init__(self, a):
        super().__init__(-a.val)
        self.parents = (a,)


def flow_back(output, factor=1.0):
    """By hand, for a tree of products and signs."""
    output.grad = output.grad + factor
    if isinstance(output, Negative):
        flow_back(output.parents[0], -factor)
    elif output.parents:
        a, b = output.parents
        flow_back(a, factor * b.val)
        flow_back(b, factor * a.val)


GRAPH = {"x": 3.0, "y": 4.0, "graph": [[1, 0, 1], [2, 2, -1], [1, 3, 0]]}  # -(x y) x


def test_a_graph_is_built_from_its_description_and_gives_gradients():
    outcome = observe(differentiate_graph, (Leaf, Product, Negative, flow_back), GRAPH)

    assert {name: a.tolist() for name, a in outcome.arrays.items()} == {
        "value": -36,
        "grad x": -24,
        "grad y": -9,
    }


def test_a_gradient_that_was_never_filled_is_named():
    def forgets(output):
        output.parents[1].grad = None

    with pytest.raises(OutputError, match="the gradient of x was never filled"):
        differentiate_graph((Leaf, Product, Negative, forgets), GRAPH)


def test_a_training_loop_gives_weights_and_losses():
    came = train([lambda x, steps: (x, [2.0] * steps)], {"x": np.ones(2), "steps": 3})

    assert {name: a.tolist() for name, a in came.items()} == {
        "weights": [1, 1],
        "losses": [2, 2, 2],
    }


@pytest.mark.parametrize("returned", [3.0, (1, 2, 3), None])
def test_a_training_loop_that_returns_something_else_is_told(returned):
    with pytest.raises(OutputError):
        train([lambda x: returned], {"x": 1.0})


UNSEEN = {"x": np.array([[1.0, 0.0], [0.0, 1.0]])}
TRAINED = {"weights": np.array([[2, 1], [-1, 3]]), "losses": np.array([2.0, 1.0])}


def test_trained_weights_are_measured_by_the_classes_they_give():
    came = measured(classify_linearly, Outcome(TRAINED), UNSEEN)

    assert came.arrays["classes"].tolist() == [0, 1]
    assert came.arrays["fell"] == 1


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_weights_or_losses_that_are_not_finite_have_no_measure(broken: float):
    bad = {"weights": np.array([[broken, 1], [1, 1]]), "losses": np.array([2.0, broken])}
    came = measured(classify_linearly, Outcome(bad), UNSEEN).arrays

    assert np.isnan(came["classes"]).any()
    assert np.isnan(came["fell"])


@pytest.mark.parametrize(
    "odd",
    [
        {"weights": np.ones(5), "losses": np.ones(2)},
        {"weights": np.ones((2, 2)), "losses": np.ones(0)},
        {"losses": np.ones(2)},
    ],
)
def test_what_cannot_be_measured_is_an_output_error(odd):
    assert measured(classify_linearly, Outcome(odd), UNSEEN).error == "OutputError"


def test_without_a_measure_an_outcome_stays_as_it_is():
    outcome, error = Outcome(TRAINED), Outcome(error="ValueError")

    assert measured(None, outcome, {}) is outcome
    assert measured(classify_linearly, error, UNSEEN) is error


def test_an_array_that_is_handed_out_again_is_its_callers_too():
    kept = np.ones(2)

    with pytest.raises(AnotherResultError):
        call_again([lambda x: kept], {"x": 1})
    assert kept.any()  # what was written over it is put back


def test_a_new_array_each_time_and_what_cannot_be_written_are_fine():
    assert call_again([lambda x: np.full(2, x)], {"x": 3}).tolist() == [3, 3]
    assert call_again([lambda x: [x, x]], {"x": 3}).tolist() == [3, 3]
    assert call_again([lambda x: np.broadcast_to(x, 2)], {"x": 3}).tolist() == [3, 3]
