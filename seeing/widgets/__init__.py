"""The course's widgets. Each has a folder: NAME.py with its traits, NAME.js which draws them.

Their folders stand in rooms by what they show: features, graphs, kernels, layers, networks,
pictures, training. They share `base` and `traits` (Python), `kit` (controls and pictures) and
`arithmetic` (JavaScript).
"""

from seeing.widgets.features.corner_lab.corner_lab import CornerLab
from seeing.widgets.features.haar_drag.haar_drag import HaarDrag
from seeing.widgets.features.hog_view.hog_view import HogView
from seeing.widgets.features.word_histogram.word_histogram import WordHistogram
from seeing.widgets.graphs.graph_stepper.graph_stepper import GraphStepper
from seeing.widgets.kernels.kernel_on_photo.kernel_on_photo import KernelOnPhoto
from seeing.widgets.kernels.orientation_wheel.orientation_wheel import OrientationWheel
from seeing.widgets.kernels.slide_kernel_1d.slide_kernel_1d import SlideKernel1D
from seeing.widgets.kernels.slide_kernel_2d.slide_kernel_2d import SlideKernel2D
from seeing.widgets.layers.channel_view.channel_view import ChannelView
from seeing.widgets.layers.connectivity.connectivity import Connectivity
from seeing.widgets.layers.layer_shapes.layer_shapes import LayerShapes
from seeing.widgets.layers.layer_stepper.layer_stepper import LayerStepper
from seeing.widgets.layers.pool_lab.pool_lab import PoolLab
from seeing.widgets.layers.receptive_field.receptive_field import ReceptiveField
from seeing.widgets.layers.roofline_lab.roofline_lab import RooflineLab
from seeing.widgets.layers.tile_stepper.tile_stepper import TileStepper
from seeing.widgets.networks.climb_lab.climb_lab import ClimbLab
from seeing.widgets.networks.cnn_explorer.cnn_explorer import CNNExplorer
from seeing.widgets.networks.filter_gallery.filter_gallery import FilterGallery
from seeing.widgets.networks.occlusion_lab.occlusion_lab import OcclusionLab
from seeing.widgets.networks.optimization_film.optimization_film import OptimizationFilm
from seeing.widgets.pictures.pixel_inspector.pixel_inspector import PixelInspector
from seeing.widgets.pictures.shift_lab.shift_lab import ShiftLab
from seeing.widgets.pictures.shuffle_lab.shuffle_lab import ShuffleLab
from seeing.widgets.training.learn_kernel.learn_kernel import LearnKernel
from seeing.widgets.training.optimizer_race.optimizer_race import OptimizerRace
from seeing.widgets.training.search_landscape.search_landscape import SearchLandscape
from seeing.widgets.training.signal_flow.signal_flow import SignalFlow
from seeing.widgets.training.training_monitor.training_monitor import TrainingMonitor

__all__ = [
    "CNNExplorer",
    "ChannelView",
    "ClimbLab",
    "Connectivity",
    "CornerLab",
    "FilterGallery",
    "GraphStepper",
    "HaarDrag",
    "HogView",
    "KernelOnPhoto",
    "LayerShapes",
    "LayerStepper",
    "LearnKernel",
    "OcclusionLab",
    "OptimizationFilm",
    "OptimizerRace",
    "OrientationWheel",
    "PixelInspector",
    "PoolLab",
    "ReceptiveField",
    "RooflineLab",
    "SearchLandscape",
    "ShiftLab",
    "ShuffleLab",
    "SignalFlow",
    "SlideKernel1D",
    "SlideKernel2D",
    "TileStepper",
    "TrainingMonitor",
    "WordHistogram",
]
