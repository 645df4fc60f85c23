"""The mistakes in EarlyStopping: each class is wrong in the way that its name and help say."""
# ruff: noqa: D101, D102 - the name and the help above each class say what it does wrong

from __future__ import annotations

import copy
from typing import Any, ClassVar

import numpy as np

from autograder.exercises import Mistake, mistake

MISTAKES: list[Mistake] = []


class RightStopper:
    """A right class in small methods, one or two of which a mistake replaces."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.best_loss = float("inf")
        self.best_weights: Any = None
        self.bad = 0

    def step(self, loss: float, weights: Any) -> bool:
        if self.is_better(loss):
            self.bad = 0
            self.keep(loss, weights)
        else:
            self.bad += 1
        return self.is_too_long()

    def is_better(self, loss: float) -> bool:
        return loss < self.best_loss

    def is_too_long(self) -> bool:
        return self.bad > self.patience

    def keep(self, loss: float, weights: Any) -> None:
        self.best_loss = loss
        self.best_weights = copy.deepcopy(weights)


@mistake(
    MISTAKES,
    "best weights by reference",
    "What you kept has gone on training: keep a copy, and not of the list alone.",
)
class ByReferenceStopper(RightStopper):
    def keep(self, loss: float, weights: Any) -> None:
        self.best_loss, self.best_weights = loss, weights


@mistake(
    MISTAKES,
    "last weights kept",
    "You keep the weights of the last epoch, not of the best.",
)
class LastKeptStopper(RightStopper):
    def step(self, loss: float, weights: Any) -> bool:
        stop = super().step(loss, weights)
        self.best_weights = copy.deepcopy(weights)
        return stop


@mistake(
    MISTAKES,
    "weights of the epoch before",
    "You keep the weights from before the best epoch: whose loss is it that was handed in?",
)
class EpochBeforeStopper(RightStopper):
    def __init__(self, patience: int) -> None:
        super().__init__(patience)
        self.before: Any = None

    def step(self, loss: float, weights: Any) -> bool:
        stop = super().step(loss, self.before or copy.deepcopy(weights))
        self.before = copy.deepcopy(weights)
        return stop


@mistake(
    MISTAKES,
    "stops at the first bad epoch",
    "One bad epoch is noise: how many in a row are forgiven?",
)
class ImpatientStopper(RightStopper):
    def is_too_long(self) -> bool:
        return self.bad > 0


@mistake(
    MISTAKES,
    "one epoch too early",
    "So many bad epochs in a row are to be forgiven, and only the next one is to stop.",
)
class TooEarlyStopper(RightStopper):
    def is_too_long(self) -> bool:
        return self.bad > 0 and self.bad >= self.patience


@mistake(
    MISTAKES,
    "one epoch too early, and at once for a patience of 0",
    "With a patience of 0 you stop in an epoch that is the best so far, and with others one epoch "
    "too early: how many bad ones are there?",
)
class AtLeastStopper(RightStopper):
    def is_too_long(self) -> bool:
        return self.bad >= self.patience


@mistake(
    MISTAKES,
    "one epoch too late",
    "You forgive one epoch more than asked.",
)
class TooLateStopper(RightStopper):
    def is_too_long(self) -> bool:
        return self.bad > self.patience + 1


@mistake(
    MISTAKES,
    "never stops",
    "Your answer is always the same: when is it to be True?",
)
class NeverStopsStopper(RightStopper):
    def is_too_long(self) -> bool:
        return False


@mistake(
    MISTAKES,
    "goes on in place of stopping",
    "You answer whether to go on: True is to mean stop.",
)
class GoesOnStopper(RightStopper):
    def is_too_long(self) -> bool:
        return not super().is_too_long()


@mistake(
    MISTAKES,
    "count not cleared",
    "An epoch better than all before is to start the count anew.",
)
class NotClearedStopper(RightStopper):
    def step(self, loss: float, weights: Any) -> bool:
        bad = self.bad
        if self.is_better(loss):
            super().step(loss, weights)
            self.bad = bad
            return self.is_too_long()
        return super().step(loss, weights)


@mistake(
    MISTAKES,
    "compares with the epoch before",
    "A loss that rises and sinks again looks like progress to you: compare with the best so far.",
)
class ComparesWithTheLastStopper(RightStopper):
    def step(self, loss: float, weights: Any) -> bool:
        stop = super().step(loss, weights)
        self.best_loss = loss
        return stop


@mistake(
    MISTAKES,
    "counts from the epoch before, keeps the best",
    "You keep the best, and still count an epoch as good that is better than the one before alone.",
)
class CountsFromTheLastStopper(RightStopper):
    last = float("inf")

    def step(self, loss: float, weights: Any) -> bool:
        if self.is_better(loss):
            self.keep(loss, weights)
        self.bad = 0 if loss < self.last else self.bad + 1
        self.last = loss
        return self.is_too_long()


@mistake(
    MISTAKES,
    "equal counts as better",
    "A loss that stands still is no progress.",
)
class EqualIsBetterStopper(RightStopper):
    def is_better(self, loss: float) -> bool:
        return loss <= self.best_loss


@mistake(
    MISTAKES,
    "higher is better",
    "You keep the worst.",
)
class HigherIsBetterStopper(RightStopper):
    def is_better(self, loss: float) -> bool:
        return loss > self.best_loss or np.isinf(self.best_loss)


@mistake(
    MISTAKES,
    "best loss kept, weights not",
    "You know how good the best was and no longer have it.",
)
class WeightsNotKeptStopper(RightStopper):
    def keep(self, loss: float, weights: Any) -> None:
        self.best_loss = loss


@mistake(
    MISTAKES,
    "best weights kept, loss not",
    "You have the best weights and no longer know how good they were.",
)
class LossNotKeptStopper(RightStopper):
    def __init__(self, patience: int) -> None:
        super().__init__(patience)
        self.best = float("inf")

    def is_better(self, loss: float) -> bool:
        return loss < self.best

    def keep(self, loss: float, weights: Any) -> None:
        self.best, self.best_weights = loss, copy.deepcopy(weights)


@mistake(
    MISTAKES,
    "nothing kept at the first epoch",
    "If the first epoch was the best, there is nothing to go back to.",
)
class FirstNotKeptStopper(RightStopper):
    def keep(self, loss: float, weights: Any) -> None:
        if np.isfinite(self.best_loss):
            self.best_weights = copy.deepcopy(weights)
        self.best_loss = loss


@mistake(
    MISTAKES,
    "NaN taken for the best",
    "After a loss that is no number nothing is below the best any more.",
)
class NanIsBestStopper(RightStopper):
    def step(self, loss: float, weights: Any) -> bool:
        stop = super().step(loss, weights)
        self.best_loss = float(np.minimum(self.best_loss, loss))
        return stop


@mistake(
    MISTAKES,
    "NaN counts as progress",
    "A loss that is no number sets your count back: is it less than the best?",
)
class NanIsBetterStopper(RightStopper):
    def is_better(self, loss: float) -> bool:
        return not loss >= self.best_loss


@mistake(
    MISTAKES,
    "says stop once only",
    "Asked again, it must still say stop.",
)
class OnceOnlyStopper(RightStopper):
    def is_too_long(self) -> bool:
        return self.bad == self.patience + 1


@mistake(
    MISTAKES,
    "count shared by all",
    "Two objects count together: what belongs to the object, what to the class?",
)
class SharedCountStopper(RightStopper):
    counted: ClassVar[list[int]] = [0]

    def __init__(self, patience: int) -> None:
        super().__init__(patience)
        self.counted[0] = 0

    def step(self, loss: float, weights: Any) -> bool:
        self.bad = self.counted[0]
        stop = super().step(loss, weights)
        self.counted[0] = self.bad
        return stop


@mistake(
    MISTAKES,
    "best shared by all",
    "Two objects keep one best between them: what belongs to the object, what to the class?",
)
class SharedBestStopper(RightStopper):
    def __init__(self, patience: int) -> None:
        self.patience, self.bad = patience, 0
        self.keep(float("inf"), None)

    def keep(self, loss: float, weights: Any) -> None:
        kind = type(self)
        kind.best_loss, kind.best_weights = loss, copy.deepcopy(weights)


@mistake(
    MISTAKES,
    "nothing returned",
    "Your method ends without an answer for the epochs in which training goes on.",
)
class NothingReturnedStopper(RightStopper):
    def step(self, loss: float, weights: Any) -> bool | None:  # type: ignore[override]  # as above
        return super().step(loss, weights) or None


@mistake(
    MISTAKES,
    "0 taken for no best yet",
    "After a loss of 0 any loss looks like progress to you: how do you tell that there is no best "
    "yet?",
)
class ZeroStopper(RightStopper):
    def is_better(self, loss: float) -> bool:
        return loss < self.best_loss or (self.best_loss == 0 and loss > 0)


@mistake(
    MISTAKES,
    "a first best that losses may lie above",
    "Losses in hundreds never look like progress to you: with which best do you begin?",
)
class LowBegunStopper(RightStopper):
    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.best_loss = 100.0


@mistake(
    MISTAKES,
    "a size in place of a loss",
    "A loss farther below 0 does not look better to you: does your comparison see its sign?",
)
class UnsignedStopper(RightStopper):
    def is_better(self, loss: float) -> bool:
        return abs(loss) < abs(self.best_loss)
