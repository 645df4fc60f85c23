"""How far designed features carry: chapter 06's methods on the course's pictures, five seeds."""
