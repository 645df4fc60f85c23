"""The course's living figures. Each is one Python module of traits and one JavaScript module."""

from seeing.widgets.graph_stepper import GraphStepper
from seeing.widgets.kernel_on_photo import KernelOnPhoto
from seeing.widgets.slide_kernel_1d import SlideKernel1D
from seeing.widgets.slide_kernel_2d import SlideKernel2D
from seeing.widgets.training_monitor import TrainingMonitor

__all__ = [
    "GraphStepper",
    "KernelOnPhoto",
    "SlideKernel1D",
    "SlideKernel2D",
    "TrainingMonitor",
]
