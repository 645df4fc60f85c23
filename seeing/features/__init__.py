"""Look inside a network: where it looks, and what it wants to see. For any torch model of images.

Images are batches (n, c, h, w), as the model takes them. Layers are named as in
`model.named_modules()`. Every function leaves the model as it was: its mode, its weights, and
whether they learn.

>>> from seeing.networks import load
>>> net = load("mnist")
>>> saliency(net, torch.zeros(2, 1, 28, 28), torch.tensor([3, 5])).shape
torch.Size([2, 1, 28, 28])
"""

from seeing.features.canvases import Fourier, Pixels, colours_of
from seeing.features.changes import Change, blur, jitter, turn
from seeing.features.climbing import Film, visualize
from seeing.features.explaining import grad_cam, occlusion, saliency
from seeing.features.terms import Activations, Term, energy, place, unit, variation
from seeing.features.watching import still, watched

__all__ = [
    "Activations",
    "Change",
    "Film",
    "Fourier",
    "Pixels",
    "Term",
    "blur",
    "colours_of",
    "energy",
    "grad_cam",
    "jitter",
    "occlusion",
    "place",
    "saliency",
    "still",
    "turn",
    "unit",
    "variation",
    "visualize",
    "watched",
]
