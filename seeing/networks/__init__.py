"""Two small networks, trained by the course's own scripts, and everything that made them.

python -m seeing.networks.train NAME        trains one again
python -m seeing.networks.measure           prints their accuracy on the full test sets
"""

from seeing.networks.architectures import Residual, count, digit_network, picture_network
from seeing.networks.trained import available, halves, load, record

__all__ = [
    "Residual",
    "available",
    "count",
    "digit_network",
    "halves",
    "load",
    "picture_network",
    "record",
]
