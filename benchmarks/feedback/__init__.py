"""How true and how specific feedback is, measured on answers that nobody here had seen."""
