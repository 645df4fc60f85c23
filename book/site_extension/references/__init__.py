"""Links to terms, sources, formulas and figures, and the cards that they show."""
