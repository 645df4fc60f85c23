"""A class -> grades in nbgrader's gradebook."""
