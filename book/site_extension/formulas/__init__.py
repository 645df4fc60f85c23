"""Formulas set at build time, and the fonts that they and the text use."""
