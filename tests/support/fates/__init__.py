"""A package of exercises on our own side's failures, decided by the seed."""
