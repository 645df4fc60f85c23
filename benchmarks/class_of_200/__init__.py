"""A class of 200 as real ones are: whether an honest point is lost, or a doubt not listed."""
