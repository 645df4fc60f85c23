"""Functions with several outputs are named, and watchers of a training are told epoch by epoch."""

import copy

import numpy as np
import pytest

from seeing.probes import (
    InputChangedError,
    NothingReturnedError,
    OutputError,
    outputs_asked_for,
    schedule_rates,
    step_with_velocity,
    watch_training,
)

STEP = {"w": np.array([1.0, 2, 3]), "v": [4, 5, 6]}
FALLING = np.array([3.0, 2.0, np.nan])
WEIGHTS = {"w": np.zeros((2, 2)), "b": np.ones(3)}


def test_outputs_of_different_shapes_get_their_names():
    named = step_with_velocity([lambda w, v: (w[:1], v)], STEP)

    assert {name: array.tolist() for name, array in named.items()} == {"w": [1], "v": [4, 5, 6]}


@pytest.mark.parametrize("returned", [np.zeros((2, 3)), (1,), (1, 2, 3), 5.0, {"w": 1, "v": 2}])
def test_another_number_of_outputs_is_told_with_what_is_due(returned):
    with pytest.raises(OutputError, match="return 2 arrays: w, v"):
        step_with_velocity([lambda w, v: returned], STEP)


def test_nothing_returned_has_an_error_of_its_own():
    with pytest.raises(NothingReturnedError):
        step_with_velocity([lambda w, v: None], STEP)


def test_an_input_that_is_changed_is_named():
    def change(w, v):
        v.append(7)
        return w, v

    with pytest.raises(InputChangedError, match=r"^v$"):
        step_with_velocity([change], STEP)


def test_only_the_outputs_that_are_asked_for_are_judged():
    arrays = {"a": np.zeros(1), "b": np.ones(1), "c": np.ones(2)}

    assert list(outputs_asked_for(arrays, {"asked": "c, a"})) == ["c", "a"]


def test_an_output_that_is_asked_for_and_not_there_is_named():
    with pytest.raises(OutputError, match="there is no b"):
        outputs_asked_for({"a": np.zeros(1)}, {"asked": "a, b"})


class Doubling:
    """Gives back its loss, scaled and moved."""

    def __init__(self, lr, factor=10.0, patience=5):
        self.lr, self.factor, self.patience = lr, factor, patience

    def step(self, loss):
        return self.lr + self.factor * loss + self.patience


def test_a_scheduler_is_made_of_what_the_case_has_by_position():
    short = schedule_rates([Doubling], {"lr": 1, "losses": np.array([2.0])})
    long = schedule_rates(
        [Doubling], {"lr": 1, "factor": 2, "patience": 3, "losses": np.array([2.0])}
    )

    assert (short["rates"].tolist(), long["rates"].tolist()) == ([26], [8])


def test_two_schedulers_are_told_their_losses_in_turn():
    told = []

    class Telling(Doubling):
        def step(self, loss):
            told.append(loss)
            return loss

    second = {"losses of the second": np.array([7.0, 8.0])}
    rates = schedule_rates([Telling], {"lr": 1, "losses": np.array([1.0, 2.0]), **second})

    assert told == [1, 7, 2, 8]
    assert rates["rates of the second"].tolist() == [7, 8]


@pytest.mark.parametrize("probe", [schedule_rates, watch_training])
def test_an_array_where_one_number_is_due_cannot_be_read(probe):
    class Listing:
        def __init__(self, *settings):
            pass

        def step(self, *told):
            return [1, 2]

    with pytest.raises(OutputError, match="step is to return"):
        probe([Listing], {"lr": 1, "patience": 1, "losses": FALLING})


class Keeping:
    """Keeps every epoch as the best."""

    def __init__(self, patience):
        self.patience = patience

    def step(self, loss, weights):
        self.best_loss, self.best_weights = loss, copy.deepcopy(weights)
        return loss < self.patience


def test_weights_change_in_place_between_epochs():
    seen = []

    class Seeing(Keeping):
        def step(self, loss, weights):
            seen.append((weights, weights[1][0]))
            return super().step(loss, weights)

    watch_training([Seeing], {"losses": FALLING, "patience": 1, **WEIGHTS})

    assert [value for _, value in seen] == [1, 0.75, 0.5]
    assert all(weights is seen[0][0] for weights, _ in seen)


def test_what_is_kept_is_read_after_the_last_epoch():
    kept = watch_training([Keeping], {"losses": FALLING[:2], "patience": 3, **WEIGHTS})

    assert kept["stop"].tolist() == [False, True]
    assert kept["best_loss"] == 2
    assert kept["best_weights[0]"].tolist() == [[-0.25, -0.25], [-0.25, -0.25]]
    assert kept["best_weights[1]"].tolist() == [0.75, 0.75, 0.75]


def test_what_is_not_kept_is_left_out():
    class Answering:
        def __init__(self, patience):
            self.best_weights = None

        def step(self, loss, weights):
            return False

    assert list(watch_training([Answering], {"losses": FALLING, "patience": 3, **WEIGHTS})) == [
        "stop"
    ]


def test_weights_that_are_no_list_of_as_many_arrays_cannot_be_read():
    class First(Keeping):
        def step(self, loss, weights):
            self.best_weights = weights[:1]
            return False

    with pytest.raises(OutputError, match="a list of 2 arrays"):
        watch_training([First], {"losses": FALLING, "patience": 3, **WEIGHTS})


def test_a_watcher_that_changes_the_weights_is_told_so():
    class Restoring(Keeping):
        def step(self, loss, weights):
            weights[0][:] = 5
            return False

    with pytest.raises(InputChangedError, match="weights"):
        watch_training([Restoring], {"losses": FALLING, "patience": 3, **WEIGHTS})
