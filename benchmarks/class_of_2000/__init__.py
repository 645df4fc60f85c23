"""A class of two thousand in one run: how fast, and how much memory."""
