"""Figures of features: what was computed of pictures before features were learned."""
