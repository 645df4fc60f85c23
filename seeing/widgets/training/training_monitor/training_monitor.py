"""TrainingMonitor: loss, accuracy and gradients of a run, drawn while the cell that trains runs."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any, SupportsFloat

import traitlets
from IPython import get_ipython

from seeing.widgets.base import Widget
from seeing.widgets.training.training_monitor.series import Series, as_json

SEND_EVERY_S = 0.25  # a picture that changes four times a second looks alive and costs no training

Line = tuple[str, str]  # what it is, and the layer's name where it is a gradient
PANEL_PX = {"loss": 171, "accuracy": 111, "gradient": 161}  # with the room for its title
FRAME_PX = {"narrow": 309, "wide": 225}  # heading, axis, read-out and hint
NAMES_ROW_PX = 23
NOTE_PX = 24  # what the faint lines are


class TrainingMonitor(Widget):
    """Record a run step by step, and see it while it runs; afterwards go back in it.

    steps: how many are expected, for the axis; None if that is not known
    title: what the run is called, above the picture
    reference: another monitor, whose run so far is drawn faintly behind this one

    >>> monitor = TrainingMonitor(steps=2, title="two steps")
    >>> with monitor:
    ...     monitor.record(0, loss=2.3, gradients={"layer 1": 0.1})
    ...     monitor.record(1, loss=float("nan"))

    A running cell sends the picture four times a second. What is left is sent where the cell
    ends, so `with` and `finish` are needed only outside a notebook.

    run: what is drawn, a list of lines {"kind", "name", "steps", "values"}; kind is "loss",
        "validation_loss", "accuracy" or "gradient", name the layer's. Long runs are thinned.
    shown: the step up to which the run is shown; None follows its end
    running: whether more is to be expected
    """

    _module = "training_monitor.js"
    _height = traitlets.Dict({"narrow": 480, "wide": 396}).tag(sync=True)

    title = traitlets.Unicode("").tag(sync=True)
    steps = traitlets.Int(None, allow_none=True, min=1).tag(sync=True)
    run: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    reference: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    reference_title = traitlets.Unicode("").tag(sync=True)
    shown = traitlets.Int(None, allow_none=True, min=0).tag(sync=True)
    running = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        steps: int | None = None,
        title: str = "",
        reference: TrainingMonitor | list[dict[str, Any]] | None = None,
        **traits: Any,
    ) -> None:
        self._series: dict[Line, Series] = {}
        self._newest = 0
        self._sent_at = -SEND_EVERY_S
        self._waits_for_cell_end = False
        if isinstance(reference, TrainingMonitor):
            traits |= {
                "reference": reference._lines(),
                "reference_title": reference.title or "the run to compare with",
            }
        elif reference is not None:
            traits["reference"] = reference
        super().__init__(steps=steps, title=title, **traits)

    def record(
        self,
        step: int,
        *,
        loss: SupportsFloat,
        accuracy: SupportsFloat | None = None,
        validation_loss: SupportsFloat | None = None,
        gradients: Mapping[str, SupportsFloat] | None = None,
    ) -> None:
        """Add what is known after a step. A step before the last one begins a new run.

        step: 0 or more
        loss, validation_loss: any number, also NaN and infinity: a run that diverges is shown
        accuracy: 0 to 1
        gradients: layer -> the size of its gradient, such as its norm, 0 or more
        raises ValueError for an accuracy or a size that cannot be
        """
        values = self._checked(step, loss, accuracy, validation_loss, gradients or {})
        if step < self._newest:
            self._series = {}
        self._newest = int(step)
        for line, value in values.items():
            self._series.setdefault(line, Series()).append(int(step), value)
        self._hear_cell_end()
        if time.monotonic() - self._sent_at >= SEND_EVERY_S:
            self._publish(running=True)

    def finish(self) -> None:
        """Send what is not sent yet, and say that the run is at its end."""
        self._publish(running=False)

    def __enter__(self) -> TrainingMonitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    @staticmethod
    def _checked(
        step: int,
        loss: SupportsFloat,
        accuracy: SupportsFloat | None,
        validation_loss: SupportsFloat | None,
        gradients: Mapping[str, SupportsFloat],
    ) -> dict[Line, float]:
        if step < 0:
            raise ValueError(f"step is {step}: count from 0")
        values = {("loss", ""): _number(loss)}
        if validation_loss is not None:
            values["validation_loss", ""] = _number(validation_loss)
        if accuracy is not None:
            values["accuracy", ""] = share = _number(accuracy)
            if share < 0 or share > 1:
                raise ValueError(f"accuracy is {share:g}, not 0 to 1: 92 % is 0.92")
        for layer, gradient in gradients.items():
            values["gradient", str(layer)] = size = _number(gradient)
            if size < 0:
                raise ValueError(f"gradients: {layer} is {size:g}: give a size, such as a norm")
        return values

    def _lines(self) -> list[dict[str, Any]]:
        lines = []
        for (kind, name), series in self._series.items():
            points = series.points()
            lines.append(
                {
                    "kind": kind,
                    "name": name,
                    "steps": [point.step for point in points],
                    "values": [as_json(point.value) for point in points],
                }
            )
        return lines

    def _publish(self, *, running: bool) -> None:
        self._sent_at = time.monotonic()
        with self.hold_sync():  # one message
            self.run = self._lines()
            self.running = running
            self._height = self._room()

    def _room(self) -> dict[str, int]:
        """Return the height of the picture, which has a panel for each kind of line."""
        panels = Counter(kind.removeprefix("validation_") for kind, _ in self._series) or {
            "loss": 1
        }
        height = sum(PANEL_PX[panel] for panel in panels)
        # On a phone the names of several lines stand under their panel's title, two in a row.
        rows = sum(math.ceil(lines / 2) for lines in panels.values() if lines > 1)
        note = NOTE_PX if self.reference else 0
        extra = {"narrow": rows * NAMES_ROW_PX + note, "wide": note}
        return {width: frame + height + extra[width] for width, frame in FRAME_PX.items()}

    def _hear_cell_end(self) -> None:
        """The last record of a cell is sent when the cell ends, also by an error or a stop."""
        shell = get_ipython()
        if shell is None or self._waits_for_cell_end:
            return

        def cell_ended(*_: object) -> None:
            shell.events.unregister("post_run_cell", cell_ended)
            self._waits_for_cell_end = False
            self.finish()

        shell.events.register("post_run_cell", cell_ended)
        self._waits_for_cell_end = True


def _number(value: SupportsFloat) -> float:
    # float() of a tensor that takes part in a graph warns; item() leaves the graph on purpose.
    return float(value.item() if hasattr(value, "item") else value)
