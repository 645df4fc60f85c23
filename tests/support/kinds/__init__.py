"""An instructor's own package of exercises that are no plain functions; see `notebooks.py`."""
