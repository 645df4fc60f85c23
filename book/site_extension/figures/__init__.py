"""Figures on pages: where they stand, the state they open with, and what a link may bring."""
