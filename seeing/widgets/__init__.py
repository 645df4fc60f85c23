"""The course's living figures. Each is one Python module of traits and one JavaScript module."""

from seeing.widgets.channel_view import ChannelView
from seeing.widgets.cnn_explorer import CNNExplorer
from seeing.widgets.connectivity import Connectivity
from seeing.widgets.filter_gallery import FilterGallery
from seeing.widgets.graph_stepper import GraphStepper
from seeing.widgets.kernel_on_photo import KernelOnPhoto
from seeing.widgets.layer_shapes import LayerShapes
from seeing.widgets.learn_kernel import LearnKernel
from seeing.widgets.occlusion_lab import OcclusionLab
from seeing.widgets.optimization_film import OptimizationFilm
from seeing.widgets.orientation_wheel import OrientationWheel
from seeing.widgets.pool_lab import PoolLab
from seeing.widgets.receptive_field import ReceptiveField
from seeing.widgets.slide_kernel_1d import SlideKernel1D
from seeing.widgets.slide_kernel_2d import SlideKernel2D
from seeing.widgets.tile_stepper import TileStepper
from seeing.widgets.training_monitor import TrainingMonitor

__all__ = [
    "CNNExplorer",
    "ChannelView",
    "Connectivity",
    "FilterGallery",
    "GraphStepper",
    "KernelOnPhoto",
    "LayerShapes",
    "LearnKernel",
    "OcclusionLab",
    "OptimizationFilm",
    "OrientationWheel",
    "PoolLab",
    "ReceptiveField",
    "SlideKernel1D",
    "SlideKernel2D",
    "TileStepper",
    "TrainingMonitor",
]
