"""What people read: a verdict's card, the feedback page, a class in plots, the kill table."""
