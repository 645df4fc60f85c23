"""Answers -> verdicts. Student code runs in the sandbox; what decides runs here, outside of it."""
