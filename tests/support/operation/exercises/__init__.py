"""Exercises so small that a class is graded in seconds."""
