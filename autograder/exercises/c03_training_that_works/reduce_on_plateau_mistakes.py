"""The mistakes in ReduceOnPlateau: each class is wrong in the way that its name and help say."""
# ruff: noqa: D101, D102 - the name and the help above each class say what it does wrong

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from autograder.exercises import Mistake, mistake

MISTAKES: list[Mistake] = []


class RightScheduler:
    """A right scheduler in small methods, one or two of which a mistake replaces."""

    def __init__(self, lr: float, factor: float = 0.1, patience: int = 2) -> None:
        self.lr, self.factor, self.patience = lr, factor, patience
        self.best = float("inf")
        self.bad = 0

    def step(self, loss: float) -> float:
        if self.is_better(loss):
            self.best = loss
            self.bad = 0
        else:
            self.bad += 1
        if self.is_too_long():
            self.cut()
        return self.lr

    def is_better(self, loss: float) -> bool:
        return loss < self.best

    def is_too_long(self) -> bool:
        return self.bad > self.patience

    def cut(self) -> None:
        self.lr *= self.factor
        self.bad = 0


@mistake(
    MISTAKES,
    "one epoch too early",
    "So many bad epochs in a row are to be forgiven, and only the next one is to cut.",
)
class TooEarlyScheduler(RightScheduler):
    def is_too_long(self) -> bool:
        return self.bad > 0 and self.bad >= self.patience


@mistake(
    MISTAKES,
    "one epoch too late",
    "You forgive one epoch more than asked.",
)
class TooLateScheduler(RightScheduler):
    def is_too_long(self) -> bool:
        return self.bad > self.patience + 1


@mistake(
    MISTAKES,
    "compares with the epoch before",
    "A loss that rises and sinks again looks like progress to you: compare with the best.",
)
class ComparesWithTheLastScheduler(RightScheduler):
    def step(self, loss: float) -> float:
        rate = super().step(loss)
        self.best = loss
        return rate


@mistake(
    MISTAKES,
    "compares with the first epoch",
    "Any loss below the first looks like progress to you: compare with the best.",
)
class ComparesWithTheFirstScheduler(RightScheduler):
    def step(self, loss: float) -> float:
        first = self.best
        rate = super().step(loss)
        if np.isfinite(first):
            self.best = first
        return rate


@mistake(
    MISTAKES,
    "equal counts as better",
    "A loss that stands still is no progress.",
)
class EqualIsBetterScheduler(RightScheduler):
    def is_better(self, loss: float) -> bool:
        return loss <= self.best


@mistake(
    MISTAKES,
    "small improvements do not count",
    "A loss that is only a little below the best is an improvement: you ask for more.",
)
class ThresholdScheduler(RightScheduler):
    def is_better(self, loss: float) -> bool:
        return loss < self.best * (1 - 1e-4)


@mistake(
    MISTAKES,
    "higher is better",
    "You wait for the loss to grow.",
)
class HigherIsBetterScheduler(RightScheduler):
    def is_better(self, loss: float) -> bool:
        return loss > self.best or np.isinf(self.best)


@mistake(
    MISTAKES,
    "count not cleared after progress",
    "Bad epochs long ago still count: an epoch better than all before starts the count anew.",
)
class NotClearedScheduler(RightScheduler):
    def step(self, loss: float) -> float:
        bad = self.bad
        is_better = self.is_better(loss)
        rate = super().step(loss)
        if is_better:
            self.bad = bad
        return rate


@mistake(
    MISTAKES,
    "count not cleared after a cut",
    "Once cut, your rate is cut in every epoch without progress.",
)
class CutAgainScheduler(RightScheduler):
    def cut(self) -> None:
        self.lr *= self.factor


@mistake(
    MISTAKES,
    "a cut in every so many epochs",
    "Your rate is cut after so many epochs whatever the losses are: that is a schedule by steps.",
)
class ByStepsScheduler(RightScheduler):
    def is_better(self, loss: float) -> bool:
        return False


@mistake(
    MISTAKES,
    "best forgotten at a cut",
    "After a cut any loss counts as progress.",
)
class BestForgottenScheduler(RightScheduler):
    def cut(self) -> None:
        super().cut()
        self.best = float("inf")


@mistake(
    MISTAKES,
    "best taken from the epoch of a cut",
    "After a cut the loss of that epoch is the one to beat: keep the best of all.",
)
class BestOfTheCutScheduler(RightScheduler):
    def step(self, loss: float) -> float:
        before = self.lr
        rate = super().step(loss)
        if rate != before:
            self.best = loss
        return rate


@mistake(
    MISTAKES,
    "factor subtracted",
    "The rate is to be multiplied by the factor.",
)
class SubtractedScheduler(RightScheduler):
    def cut(self) -> None:
        self.lr -= self.factor
        self.bad = 0


@mistake(
    MISTAKES,
    "divided by the factor",
    "Your rate grows: a factor below 1 is to be multiplied by.",
)
class DividedScheduler(RightScheduler):
    def cut(self) -> None:
        self.lr /= self.factor
        self.bad = 0


@mistake(
    MISTAKES,
    "a tenth whatever the factor is",
    "Your rate is divided by ten whatever the factor is.",
)
class ATenthScheduler(RightScheduler):
    def cut(self) -> None:
        self.lr *= 0.1
        self.bad = 0


@mistake(
    MISTAKES,
    "no second cut",
    "Your rate is cut once and never again: which rate does the factor multiply?",
)
class OfTheFirstRateScheduler(RightScheduler):
    def __init__(self, lr: float, factor: float = 0.1, patience: int = 2) -> None:
        super().__init__(lr, factor, patience)
        self.first = lr

    def cut(self) -> None:
        self.lr = self.first * self.factor
        self.bad = 0


@mistake(
    MISTAKES,
    "rate before the cut returned",
    "The cut shows one epoch late.",
)
class ShownLateScheduler(RightScheduler):
    def step(self, loss: float) -> float:
        before = self.lr
        super().step(loss)
        return before


@mistake(
    MISTAKES,
    "NaN taken for the best",
    "After a loss that is no number nothing is below the best any more.",
)
class NanIsBestScheduler(RightScheduler):
    def step(self, loss: float) -> float:
        rate = super().step(loss)
        self.best = float(np.minimum(self.best, loss))
        return rate


@mistake(
    MISTAKES,
    "NaN counts as progress",
    "A loss that is no number sets your count back: is it less than the best?",
)
class NanIsBetterScheduler(RightScheduler):
    def is_better(self, loss: float) -> bool:
        return not loss >= self.best


@mistake(
    MISTAKES,
    "count shared by all",
    "Two schedulers count together: what belongs to the object, what to the class?",
)
class SharedCountScheduler(RightScheduler):
    counted: ClassVar[list[int]] = [0]

    def __init__(self, lr: float, factor: float = 0.1, patience: int = 2) -> None:
        super().__init__(lr, factor, patience)
        self.counted[0] = 0

    def step(self, loss: float) -> float:
        self.bad = self.counted[0]
        rate = super().step(loss)
        self.counted[0] = self.bad
        return rate


@mistake(
    MISTAKES,
    "best shared by all",
    "Two schedulers have one best loss: what belongs to the object, what to the class?",
)
class SharedBestScheduler(RightScheduler):
    known: ClassVar[list[float]] = [float("inf")]

    def __init__(self, lr: float, factor: float = 0.1, patience: int = 2) -> None:
        super().__init__(lr, factor, patience)
        self.known[0] = float("inf")

    def step(self, loss: float) -> float:
        self.best = self.known[0]
        rate = super().step(loss)
        self.known[0] = self.best
        return rate


@mistake(
    MISTAKES,
    "nothing returned",
    "Your method ends without handing the rate back.",
)
class NothingReturnedScheduler(RightScheduler):
    def step(self, loss: float) -> None:  # type: ignore[override]  # that is the mistake
        super().step(loss)


@mistake(
    MISTAKES,
    "0 taken for no best yet",
    "After a loss of 0 any loss looks like progress to you: how do you tell that there is no best "
    "yet?",
)
class ZeroScheduler(RightScheduler):
    def is_better(self, loss: float) -> bool:
        return loss < self.best or (self.best == 0 and loss > 0)


@mistake(
    MISTAKES,
    "a first best that losses may lie above",
    "Losses in hundreds never look like progress to you: with which best do you begin?",
)
class LowBegunScheduler(RightScheduler):
    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.best = 100.0


@mistake(
    MISTAKES,
    "a size in place of a loss",
    "A loss farther below 0 does not look better to you: does your comparison see its sign?",
)
class UnsignedScheduler(RightScheduler):
    def is_better(self, loss: float) -> bool:
        return abs(loss) < abs(self.best)
