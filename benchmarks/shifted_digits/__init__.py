"""A linear classifier of pixels beside the network for digits, at every shift."""
