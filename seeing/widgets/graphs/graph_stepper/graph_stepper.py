"""GraphStepper: any computation graph drawn, and stepped through forward and backward."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.graphs.graph_stepper.recording import Json, record
from seeing.widgets.graphs.graph_stepper.room import outline, room

LONGEST_EXPRESSION = 400  # letters
MOST_ENTRIES = 64  # of one input: more cannot be read


class GraphStepper(Widget):
    """Step through the graph of a result one node at a time: values forward, gradients back.

    output: a node of your engine, any object with `val` and `parents`, and for the way back `grad`
        and `backpropagate`; its graph has up to 60 nodes. What each `backpropagate` really adds is
        recorded once, at construction, and compared with the local rule. The nodes' own gradients
        stay as they are. Without `output` the figure computes `expression` in the page.
    names: what to call the nodes, as {"x": x}; `names=globals()` takes your variables' names
    expression: such as "h = x * y; z = h + x", up to 400 letters; + − * / @ **, relu, sigmoid, exp,
        log, sum, mean, brackets and numbers. A name that no line defines is an input.
    inputs: its values, a number or up to two nested lists each, at most 64 entries
    position: steps done, 0 … the last; beyond the last counts as the last
    selected: the node (its place in topological order) that is shown in full, or None
    goal: the challenge: the gradient that each named input has to get, {"x": 3}; {} sets none

    raises TypeError for what is no node, ValueError for a cycle or too large a graph

    >>> widget = GraphStepper.of("z = x + x + y", x=[[1, 0], [0, 1]], y=[[1, 1], [1, 0]])
    >>> widget.position = 3
    """

    _module = "graph_stepper.js"
    expression = traitlets.Unicode("z = x + x + y").tag(sync=True)
    inputs = traitlets.Dict(
        default_value={"x": [[1.0, 0.0], [0.0, 1.0]], "y": [[1.0, 1.0], [1.0, 0.0]]}
    ).tag(sync=True)
    recording = traitlets.Dict(default_value=None, allow_none=True).tag(sync=True)
    position = traitlets.Int(0, min=0).tag(sync=True)
    selected = traitlets.Int(None, allow_none=True, min=0).tag(sync=True)
    goal = traitlets.Dict(default_value={"x": 3.0}).tag(sync=True)

    def __init__(
        self, output: Any = None, *, names: Mapping[str, Any] | None = None, **traits: Any
    ) -> None:
        if output is not None:
            traits["recording"] = record(output, names)
        super().__init__(**traits)
        if "_height" not in traits:
            self._height = self._room()

    def _room(self) -> dict[str, int]:
        recording: Json | None = self.recording
        nodes = [] if recording is None else recording["nodes"]
        shapes = [node["shape"] for node in nodes] or [np.shape(v) for v in self.inputs.values()]
        rows = max((shape[0] for shape in shapes if len(shape) > 1), default=1)
        parents = [node["parents"] for node in nodes] or outline(self.expression)
        return room(parents, rows, inputs=len(self.inputs) if recording is None else None)

    @classmethod
    def of(
        cls, expression: str, *, goal: Mapping[str, float] | None = None, **inputs: npt.ArrayLike
    ) -> "GraphStepper":
        """Make the figure of an expression with values for its inputs, and perhaps a `goal`."""
        traits = {} if goal is None else {"goal": dict(goal)}
        return cls(expression=expression, inputs=inputs, **traits)

    @traitlets.validate("expression")
    def _expression_is_short(self, proposal: Any) -> str:
        text: str = proposal["value"]
        if len(text) > LONGEST_EXPRESSION:
            raise traitlets.TraitError(
                f"expression: {len(text)} letters are more than {LONGEST_EXPRESSION}: use fewer"
            )
        return text

    @traitlets.validate("inputs")
    def _inputs_are_numbers(self, proposal: Any) -> Json:
        return {name: _input(name, value) for name, value in proposal["value"].items()}

    @traitlets.validate("goal")
    def _goal_is_numbers(self, proposal: Any) -> dict[str, float]:
        return {str(name): float(value) for name, value in proposal["value"].items()}


def _input(name: str, value: npt.ArrayLike) -> Any:
    """Return a value as nested lists of floats, or say what to do to make it one."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise traitlets.TraitError(
            f"inputs: {name} is {value!r}: use a number, a list, or rows of equal length"
        ) from None
    if array.ndim > 2 or not 1 <= array.size <= MOST_ENTRIES:
        raise traitlets.TraitError(
            f"inputs: {name} has shape {array.shape}: the figure shows each number, so use up to "
            f"two axes and {MOST_ENTRIES} entries"
        )
    if not np.isfinite(array).all():
        raise traitlets.TraitError(f"inputs: {name} has an entry that is not finite: replace it")
    return array.tolist()
