"""What a grade costs in time and memory, beside stock nbgrader."""
