"""Pictures as arrays of numbers: channels, greys, places in memory, what a vector forgets."""
