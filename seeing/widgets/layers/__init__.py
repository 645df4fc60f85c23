"""Convolution and pooling layers: channels, shapes, connections, tiles."""
