"""One kernel, and what it makes of a row, a grid or a photograph."""
