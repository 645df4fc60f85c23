"""Trained networks, looked into."""
