"""A vocabulary of sixteen visual words, for WordHistogram."""
