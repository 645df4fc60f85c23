"""How an exercise is exercised: give arrays to a student's code, take arrays back. No answers here.

A probe maps (objects, inputs) to an array or to named arrays. `objects` are what the student
wrote: one function for most exercises, several classes for an engine. `inputs` is one case.
"""

from seeing.probes.calls import (
    Array,
    Arrays,
    InputChangedError,
    Inputs,
    Measure,
    NothingReturnedError,
    Outcome,
    OutputError,
    Probe,
    as_array,
    call_function,
    measured,
    observe,
)
from seeing.probes.derivatives import pass_back, step_and_compare, sum_to_shape
from seeing.probes.graphs import differentiate_graph, flow_back, list_nodes, place_in_order
from seeing.probes.training import classify_linearly, train

__all__ = [
    "Array",
    "Arrays",
    "InputChangedError",
    "Inputs",
    "Measure",
    "NothingReturnedError",
    "Outcome",
    "OutputError",
    "Probe",
    "as_array",
    "call_function",
    "classify_linearly",
    "differentiate_graph",
    "flow_back",
    "list_nodes",
    "measured",
    "observe",
    "pass_back",
    "place_in_order",
    "step_and_compare",
    "sum_to_shape",
    "train",
]
