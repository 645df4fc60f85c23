"""A linear classifier of the small digits, and what displaced pixels cost it."""
