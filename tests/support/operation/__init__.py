"""Grading a class as an instructor does: killed, interrupted, repeated, on another database."""
