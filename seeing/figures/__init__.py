"""Still figures of the course: functions take arrays, only draw, and return the figure."""

from seeing.figures.bars import bars
from seeing.figures.card import colours, number, signed_colormap
from seeing.figures.classes import class_bars, confusion
from seeing.figures.curves import errors_by_step, lines, samples_on_curve
from seeing.figures.graphs import graph
from seeing.figures.grids import pixel_grids, windows_1d
from seeing.figures.performance import roofline, times, ways
from seeing.figures.pictures import marked_pictures, pictures

__all__ = [
    "bars",
    "class_bars",
    "colours",
    "confusion",
    "errors_by_step",
    "graph",
    "lines",
    "marked_pictures",
    "number",
    "pictures",
    "pixel_grids",
    "roofline",
    "samples_on_curve",
    "signed_colormap",
    "times",
    "ways",
    "windows_1d",
]
