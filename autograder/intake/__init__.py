"""A submission's bytes -> the cells of its answers. Nothing is run here, and nothing believed."""
